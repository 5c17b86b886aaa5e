using GpuBench.Kernels.Loading;

namespace GpuBench.Kernels.MatMul;

/// <summary>The ladder of matrix-multiply kernels, and the choice of a rung for a device, types and shape.</summary>
public static class MatMulKernels
{
    private static readonly NaiveMatMul Naive = new();
    private static readonly SharedTileMatMul SharedTile = new();
    private static readonly RegisterBlockMatMul RegisterBlock = new();
    private static readonly RegisterTileMatMul RegisterTile = new();
    private static readonly PackedPanelMatMul PackedPanel = new();
    private static readonly EdgeTileMatMul EdgeTile = new();
    private static readonly SkinnyMatMul Skinny = new();
    private static readonly Int8BlockMatMul Int8Block = new();
    private static readonly Int8TileMatMul Int8Tile = new();
    private static readonly AsyncTileMatMul AsyncTile = new();

    private const string FewRowsOnTensorCores = "A has few rows: reads of B dominate, and tensor cores keep up with them";

    private const string BlocksOnly = "it keeps sums in registers, and needs neither the shared memory nor the groups of tiles";

    /// <summary>
    /// The ladder, in the order to read it: naive; shared memory; registers; both; rows of any length; a processor's cache; few rows; int8
    /// without and with tiles; asynchronous copies; tensor cores; tensor cores with other tiles; tensor cores
    /// for few rows. The choice does not follow this order.
    /// </summary>
    public static IReadOnlyList<IMatMulKernel> All { get; } =
    [
        Naive, SharedTile, RegisterBlock, RegisterTile, EdgeTile, PackedPanel, Skinny, Int8Block, Int8Tile, AsyncTile,
        TensorTileMatMul.Square, TensorTileMatMul.Wide, TensorTileMatMul.Flat, TensorSkinnyMatMul.Of16Rows, TensorSkinnyMatMul.Of64Rows,
    ];

    /// <summary>The kernel expected to be the fastest that can run. Every indexable shape has one in types with code.</summary>
    /// <exception cref="NotSupportedException">No kernel can run. The message has the reason of the most general kernel.</exception>
    public static KernelChoice<IMatMulKernel> Select(DeviceTraits device, MatMulVariant variant, MatMulSize shape)
    {
        ArgumentNullException.ThrowIfNull(device);
        return Candidates(device, variant, shape).FirstOrDefault()
            ?? throw new NotSupportedException(RefusalReason(device, variant, shape));
    }

    /// <summary>The kernels that can run, fastest first. A device may still refuse one when it is built.</summary>
    public static IEnumerable<KernelChoice<IMatMulKernel>> Candidates(DeviceTraits device, MatMulVariant variant, MatMulSize shape)
    {
        ArgumentNullException.ThrowIfNull(device);
        return Preferences(device, variant, shape).Where(choice => choice.Kernel.RefusalReason(device, variant, shape) is null);
    }

    /// <summary>Why there is no candidate: the reason of the most general kernel in these types.</summary>
    public static string RefusalReason(DeviceTraits device, MatMulVariant variant, MatMulSize shape)
    {
        var why = variant.Types.NeedMatrixUnits
            ? TensorVariants.UnsupportedReason(device, variant.Types) ?? TensorTileMatMul.Square.RefusalReason(device, variant, shape)
            : Naive.RefusalReason(device, variant, shape);
        return $"no matrix-multiply kernel serves {variant} {shape}: {why}";
    }

    /// <summary>Kernels by falling expected speed, each with the reason that is given if it is the first that can run.</summary>
    private static IEnumerable<KernelChoice<IMatMulKernel>> Preferences(
        DeviceTraits device, MatMulVariant variant, MatMulSize shape) => device.IsProcessor
        ? [
            new(PackedPanel, "a processor is fastest with operands copied in the order of use and sums in vector registers"),
            device.HasExpensiveBarriers
                ? new(Int8Block, "it keeps sums in registers and needs no barrier, which is expensive here")
                : new(Int8Tile, "its tiles reuse each element most, and four neighbours stay one word"),
            new(RegisterBlock, BlocksOnly),
            new(Int8Block, BlocksOnly),
            new(Naive, "no faster kernel serves this shape on this device"),
        ]
        : [
            new(TensorSkinnyMatMul.Of16Rows, FewRowsOnTensorCores),
            .. TensorTileMatMul.PrefersFlat(device, variant, shape)
                ? [new KernelChoice<IMatMulKernel>(
                    TensorTileMatMul.Flat, "A has few rows and B many columns: each multiprocessor reads its part of B once, in stages")]
                : Array.Empty<KernelChoice<IMatMulKernel>>(),
            new(TensorSkinnyMatMul.Of64Rows, FewRowsOnTensorCores),
            new(Skinny, "A has few rows: reads of B dominate, and splitting K spreads them over the device"),
            .. TensorTiles(device, shape),
            .. AsyncTileMatMul.FillsDevice(device, shape)
                ? [new KernelChoice<IMatMulKernel>(
                    AsyncTile,
                    "its tiles reuse each element most and are copied while others are multiplied, "
                        + "and there is one for each multiprocessor")]
                : Array.Empty<KernelChoice<IMatMulKernel>>(),
            new(RegisterTile, "its tiles reuse each element most, and rows are a multiple of four elements"),
            new(Int8Tile, "its tiles reuse each element most, and four neighbours stay one word"),
            new(EdgeTile, "its tiles take rows that are not a multiple of four elements"),
            new(RegisterBlock, BlocksOnly),
            new(Int8Block, BlocksOnly),
            new(Naive, "no faster kernel serves this shape on this device"),
        ];

    private static IEnumerable<KernelChoice<IMatMulKernel>> TensorTiles(DeviceTraits device, MatMulSize shape)
    {
        if (TensorTileMatMul.PrefersWide(device, shape))
            yield return new(
                TensorTileMatMul.Wide,
                "tensor cores do the most multiply-adds, and tiles of 256 columns reuse each element most, on all multiprocessors");
        yield return new(
            TensorTileMatMul.Square, "tensor cores do the most multiply-adds, and rows are a multiple of 16 bytes");
    }
}
