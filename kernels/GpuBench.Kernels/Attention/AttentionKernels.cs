using GpuBench.Kernels.Loading;
using GpuBench.Kernels.Storage;

namespace GpuBench.Kernels.Attention;

/// <summary>The ladder of attention kernels, and the choice of a rung for a device and shape.</summary>
public static class AttentionKernels
{
    /// <summary>From this many queries on, a tile of 64 queries pays off despite its idle rows.</summary>
    private const int MinTiledQueries = 16;

    private static readonly NaiveAttention Naive = new();
    private static readonly RowSliceAttention RowSlice = new();
    private static readonly TiledAttention Tiled = new();

    /// <summary>The ladder, in the order to read it: online softmax; a row slice in registers; tiles in shared memory.</summary>
    public static IReadOnlyList<IAttentionKernel> All { get; } = [Naive, RowSlice, Tiled];

    /// <summary>The fastest kernel that can run. Every indexable shape with H a multiple of Hkv has one.</summary>
    /// <exception cref="NotSupportedException">No kernel serves the shape; the message has the reason.</exception>
    public static KernelChoice<IAttentionKernel> Select(DeviceTraits device, StorageType storage, AttentionSize shape)
    {
        ArgumentNullException.ThrowIfNull(device);
        return Candidates(device, storage, shape).FirstOrDefault()
            ?? throw new NotSupportedException(RefusalReason(device, storage, shape));
    }

    /// <summary>Why there is no candidate: the reason of the most general kernel.</summary>
    public static string RefusalReason(DeviceTraits device, StorageType storage, AttentionSize shape) =>
        $"no attention kernel serves {shape}: {Naive.RefusalReason(device, storage, shape)}";

    /// <summary>The kernels that can run, fastest first. A device may still refuse one when it is built.</summary>
    public static IEnumerable<KernelChoice<IAttentionKernel>> Candidates(DeviceTraits device, StorageType storage, AttentionSize shape)
    {
        ArgumentNullException.ThrowIfNull(device);
        if (!device.HasExpensiveBarriers && shape.T >= MinTiledQueries && Tiled.RefusalReason(device, storage, shape) is null)
            yield return new(Tiled, "the head dimension fits its tiles");
        if (RowSlice.RefusalReason(device, storage, shape) is null)
            yield return new(RowSlice, RowSliceReason(device, storage, shape));
        if (Naive.RefusalReason(device, storage, shape) is null)
            yield return new(Naive, "no faster kernel serves this head dimension");
    }

    private static string RowSliceReason(DeviceTraits device, StorageType storage, AttentionSize shape)
    {
        if (device.HasExpensiveBarriers)
            return "barriers are expensive on this device";
        return shape.T >= MinTiledQueries && Tiled.RefusalReason(device, storage, shape) is { } why
            ? $"larger tiles do not serve the shape: {Tiled.Name} {why}"
            : "the shape does not fill larger tiles";
    }
}
