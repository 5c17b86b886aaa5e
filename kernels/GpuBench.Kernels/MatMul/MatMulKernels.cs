using ILGPU.Runtime;

namespace GpuBench.Kernels.MatMul;

/// <summary>The ladder of matrix-multiply kernels, and which step a device and shape get.</summary>
public static class MatMulKernels
{
    private static readonly NaiveMatMul Naive = new();
    private static readonly SharedTileMatMul SharedTile = new();
    private static readonly RegisterBlockMatMul RegisterBlock = new();
    private static readonly RegisterTileMatMul RegisterTile = new();

    /// <summary>From the simplest up.</summary>
    public static IReadOnlyList<IMatMulKernel> All { get; } = [Naive, SharedTile, RegisterBlock, RegisterTile];

    /// <summary>The fastest kernel that can run; every M, N, K of at least 1 whose tensors are indexable has one.</summary>
    /// <exception cref="NotSupportedException">No kernel serves the shape; the message says why.</exception>
    public static KernelChoice<IMatMulKernel> Select(Accelerator accelerator, StorageType storage, MatMulShape shape)
    {
        ArgumentNullException.ThrowIfNull(accelerator);
        if (accelerator.AcceleratorType != AcceleratorType.CPU && RegisterTile.WhyNot(accelerator, storage, shape) is null)
            return new(RegisterTile, "the shape is a multiple of its tiles");
        if (RegisterBlock.WhyNot(accelerator, storage, shape) is null)
            return new(RegisterBlock, accelerator.AcceleratorType == AcceleratorType.CPU ? "a barrier is dear on this device" : "the shape is not a multiple of larger tiles");
        if (accelerator.AcceleratorType != AcceleratorType.CPU && SharedTile.WhyNot(accelerator, storage, shape) is null)
            return new(SharedTile, "rows are not a multiple of four elements");
        if (Naive.WhyNot(accelerator, storage, shape) is { } reason)
            throw new NotSupportedException($"no matrix-multiply kernel serves {shape}: {reason}");
        return new(Naive, "it alone serves this shape on this device");
    }
}
