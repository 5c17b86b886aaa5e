using GpuBench.Kernels.Loading;
using ILGPU.Runtime;

namespace GpuBench.Kernels.Memory;

/// <summary>The ladders of stream kernels, one for each operation, and the choice of a rung for a device and size.</summary>
public static class StreamKernels
{
    /// <summary>
    /// The ladders, in reading order: single elements, quads, sums of quads, tiles of quads. The last of an operation is selected, on a
    /// processor the last without tiles.
    /// </summary>
    public static IReadOnlyList<IStreamKernel> All { get; } = [.. ScalarPass.All, .. QuadPass.All, .. QuadReduction.All, .. QuadTile.All];

    /// <summary>The fastest kernel of the operation.</summary>
    /// <exception cref="NotSupportedException">No kernel serves the number of elements; the message has the reason.</exception>
    public static KernelChoice<IStreamKernel> Select(Accelerator accelerator, StreamOperation operation, long elements)
    {
        var isProcessor = DeviceTraits.Of(accelerator).IsProcessor;
        var fastest = All.Last(kernel => kernel.Operation == operation && !(isProcessor && kernel is QuadTile));
        if (fastest.RefusalReason(accelerator, elements) is { } reason)
            throw new NotSupportedException($"no {operation} kernel: {reason}");
        return new(fastest, fastest is QuadTile
            ? "four 16-byte loads are in flight before the first store"
            : "16-byte accesses by a resident grid");
    }
}
