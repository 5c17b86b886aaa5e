using System.Globalization;
using ILGPU;
using ILGPU.Runtime;

namespace GpuBench.Kernels.Memory;

/// <summary>One rung of a stream ladder: one access pattern for one operation.</summary>
public interface IStreamKernel : IDeviceKernel
{
    string IDeviceKernel.QualifiedName => $"stream/{Operation.ToString().ToLowerInvariant()}-{Name}";

    KernelUnit IDeviceKernel.Unit => KernelUnit.Memory;

    StreamOperation Operation { get; }

    /// <summary>True: the kernel is tested and measured beside the others, and never selected.</summary>
    bool IsExperiment => false;

    /// <summary>Null when the kernel can run, otherwise the reason in one clause.</summary>
    string? RefusalReason(Accelerator accelerator, long elements);

    /// <summary>Compiles for the accelerator. The launcher serves this number of elements.</summary>
    StreamLaunch Load(Accelerator accelerator, long elements);

    /// <summary>Number of words of <c>c</c> that Dot and Read write; 0 for the other operations.</summary>
    int PartialCount(Accelerator accelerator);
}

/// <summary>Enqueues one pass and returns; allocates nothing.</summary>
/// <remarks>
/// <paramref name="a"/> has the number of elements that was loaded, and so has <paramref name="b"/> if the operation reads it; otherwise
/// it may be empty. <paramref name="c"/> has as many if the operation writes an array. For Dot and Read it has
/// <see cref="IStreamKernel.PartialCount"/> words, one fp32 partial sum for each work item, which the host adds. Each view starts at a
/// multiple of 16 bytes.
/// </remarks>
public delegate void StreamLaunch(AcceleratorStream stream, ArrayView<uint> a, ArrayView<uint> b, ArrayView<uint> c, float scalar);

internal static class StreamRequirement
{
    public static string? Elements(long elements, long max) =>
        elements >= 1 && elements <= max
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"serves 1..{max} elements, not {elements}");
}
