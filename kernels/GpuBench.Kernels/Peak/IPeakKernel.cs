using ILGPU.Runtime;

namespace GpuBench.Kernels.Peak;

/// <summary>Multiply-adds in registers, without memory traffic: the compute roof of one arithmetic, measured.</summary>
public interface IPeakKernel : IDeviceKernel
{
    /// <remarks>The family has one kernel; its variants are the arithmetics.</remarks>
    string IDeviceKernel.QualifiedName => "peak";

    PeakType Type { get; }

    /// <summary>The largest number of iterations whose result is exact, and therefore checkable.</summary>
    int MaxIterations { get; }

    /// <summary>Null when the kernel can run, otherwise the reason in one clause.</summary>
    string? WhyNot(Accelerator accelerator);

    /// <summary>As many work items as the sink of a launch has words.</summary>
    PeakLaunch Load(Accelerator accelerator);

    /// <summary>Operations of one work item, two for a multiply-add.</summary>
    long OperationsPerItem(int iterations);

    /// <summary>The word that a work item leaves in the sink, exactly.</summary>
    uint ExpectedSink(int workItem, int iterations);
}
