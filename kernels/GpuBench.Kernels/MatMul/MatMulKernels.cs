using GpuBench.Kernels.Loading;

namespace GpuBench.Kernels.MatMul;

/// <summary>The ladder of matrix-multiply kernels, and which step a device, types and shape get.</summary>
public static class MatMulKernels
{
    private static readonly NaiveMatMul Naive = new();
    private static readonly SharedTileMatMul SharedTile = new();
    private static readonly RegisterBlockMatMul RegisterBlock = new();
    private static readonly RegisterTileMatMul RegisterTile = new();
    private static readonly PackedPanelMatMul PackedPanel = new();

    /// <summary>From the simplest up.</summary>
    public static IReadOnlyList<IMatMulKernel> All { get; } = [Naive, SharedTile, RegisterBlock, RegisterTile, PackedPanel];

    /// <summary>The kernel expected to be fastest of those that can run; every M, N, K and batch of at least 1 whose tensors are indexable has one in the types that there is code for.</summary>
    /// <exception cref="NotSupportedException">No kernel serves it; the message says why the most general one does not.</exception>
    public static KernelChoice<IMatMulKernel> Select(DeviceTraits device, MatMulVariant variant, MatMulShape shape)
    {
        ArgumentNullException.ThrowIfNull(device);
        foreach (var choice in Preferences(device))
        {
            if (choice.Kernel.WhyNot(device, variant, shape) is null)
                return choice;
        }

        throw new NotSupportedException($"no matrix-multiply kernel serves {variant} {shape}: {Naive.WhyNot(device, variant, shape)}");
    }

    /// <summary>In falling order of expected speed, each with what is said when it is the first that can run.</summary>
    private static IReadOnlyList<KernelChoice<IMatMulKernel>> Preferences(DeviceTraits device) => device.HasDearBarriers
        ? [
            new(RegisterBlock, "keeps a block of C in registers without a barrier, which is dear on this device"),
            new(Naive, "rows of C are not a multiple of four elements, and a barrier is dear on this device"),
        ]
        : [
            new(PackedPanel, "a processor is fastest with copied operands and sums in vector registers"),
            new(RegisterTile, "its tiles reuse each element most, and rows are a multiple of four elements"),
            new(RegisterBlock, "N is a multiple of four, K is not"),
            new(SharedTile, "rows of C are not a multiple of four elements"),
            new(Naive, "it alone serves this shape on this device"),
        ];
}
