using ILGPU.Runtime;

namespace GpuBench.Kernels.Memory;

/// <summary>One way to do one stream operation.</summary>
public interface IStreamKernel : IDeviceKernel
{
    string IDeviceKernel.QualifiedName => $"stream/{Operation.ToString().ToLowerInvariant()}-{Name}";

    StreamOperation Operation { get; }

    /// <summary>Null when the kernel can run, otherwise the reason in one clause.</summary>
    string? WhyNot(Accelerator accelerator, long elements);

    /// <summary>Compiles for the accelerator and a number of elements.</summary>
    StreamLaunch Load(Accelerator accelerator, long elements);

    /// <summary>The words of <c>c</c> that Dot and Read write; 0 for the other operations.</summary>
    int PartialCount(Accelerator accelerator);
}
