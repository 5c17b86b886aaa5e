using ILGPU;
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

/// <summary>The arithmetic whose rate a peak kernel measures.</summary>
public enum PeakType
{
    Fp32,
    Fp64,
    Int32,

    /// <summary>Native scalar half precision, one operation an instruction; packed pairs, where a device has them, are twice as fast.</summary>
    Fp16,
}

/// <summary>Enqueues one run and returns; allocates nothing.</summary>
/// <param name="sink">One word a work item: its length is their number.</param>
/// <param name="iterations">1 .. <see cref="IPeakKernel.MaxIterations"/>.</param>
public delegate void PeakLaunch(AcceleratorStream stream, ArrayView<uint> sink, int iterations);
