using ILGPU.Runtime;

namespace GpuBench.Kernels.Memory;

/// <summary>The stream kernels of all operations, and which one a device and size get.</summary>
public static class StreamKernels
{
    /// <summary>For each operation from the simplest up.</summary>
    public static IReadOnlyList<IStreamKernel> All { get; } = [.. ScalarPass.All, .. QuadPass.All, .. QuadReduction.All];

    /// <summary>The fastest kernel of the operation that can run.</summary>
    /// <exception cref="NotSupportedException">No kernel serves the number of elements; the message says why.</exception>
    public static KernelChoice<IStreamKernel> Select(Accelerator accelerator, StreamOperation operation, long elements)
    {
        var fastest = All.Last(kernel => kernel.Operation == operation);
        if (fastest.WhyNot(accelerator, elements) is { } reason)
            throw new NotSupportedException($"no {operation} kernel: {reason}");
        return new(fastest, "16-byte accesses by a resident grid");
    }
}
