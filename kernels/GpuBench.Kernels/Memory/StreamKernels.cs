using ILGPU.Runtime;

namespace GpuBench.Kernels.Memory;

/// <summary>The ladders of stream kernels, one for each operation, and the choice of a rung for a device and size.</summary>
public static class StreamKernels
{
    /// <summary>
    /// The ladders, in reading order: single elements, quads, sums of quads, experiments. The last of an operation that is no experiment
    /// is selected.
    /// </summary>
    public static IReadOnlyList<IStreamKernel> All { get; } = [.. ScalarPass.All, .. QuadPass.All, .. QuadReduction.All, .. QuadTile.All];

    /// <summary>The fastest kernel of the operation, without experiments.</summary>
    /// <exception cref="NotSupportedException">No kernel serves the number of elements; the message has the reason.</exception>
    public static KernelChoice<IStreamKernel> Select(Accelerator accelerator, StreamOperation operation, long elements)
    {
        var fastest = All.Last(kernel => kernel.Operation == operation && !kernel.IsExperiment);
        if (fastest.RefusalReason(accelerator, elements) is { } reason)
            throw new NotSupportedException($"no {operation} kernel: {reason}");
        return new(fastest, "16-byte accesses by a resident grid");
    }
}
