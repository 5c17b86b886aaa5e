using GpuBench.Kernels.Loading;

namespace GpuBench.Kernels.Attention;

/// <summary>The ladder of attention kernels, and which step a device and shape get.</summary>
public static class AttentionKernels
{
    /// <summary>A tile of 64 queries is worth its idle rows from here on.</summary>
    private const int FewestTiledQueries = 16;

    private static readonly NaiveAttention Naive = new();
    private static readonly RowSliceAttention RowSlice = new();
    private static readonly TiledAttention Tiled = new();

    /// <summary>From the simplest up.</summary>
    public static IReadOnlyList<IAttentionKernel> All { get; } = [Naive, RowSlice, Tiled];

    /// <summary>The fastest kernel that can run; every shape with H a multiple of Hkv whose tensors are indexable has one.</summary>
    /// <exception cref="NotSupportedException">No kernel serves the shape; the message says why.</exception>
    public static KernelChoice<IAttentionKernel> Select(DeviceTraits device, StorageType storage, AttentionShape shape)
    {
        ArgumentNullException.ThrowIfNull(device);
        if (!device.HasDearBarriers && shape.T >= FewestTiledQueries && Tiled.WhyNot(device, storage, shape) is null)
            return new(Tiled, "the head dimension fits its tiles");
        if (RowSlice.WhyNot(device, storage, shape) is null)
            return new(RowSlice, device.HasDearBarriers ? "a barrier is dear on this device" : "the shape does not fill larger tiles");
        if (Naive.WhyNot(device, storage, shape) is { } reason)
            throw new NotSupportedException($"no attention kernel serves {shape}: {reason}");
        return new(Naive, "it alone serves this head dimension");
    }
}
