using ILGPU;
using ILGPU.Runtime;

namespace GpuBench.Kernels.Peak;

/// <summary>Multiply-adds in registers without memory traffic: they measure the compute roof of one arithmetic.</summary>
public interface IPeakKernel : IDeviceKernel
{
    /// <remarks>The family has one kernel; its variants are the arithmetics. <see cref="OperationsPerItem"/> is the work.</remarks>
    string IDeviceKernel.QualifiedName => "peak";

    PeakType Type { get; }

    /// <summary>The largest number of iterations with an exact result, which can be checked.</summary>
    int MaxIterations { get; }

    /// <summary>Null when the kernel can run, otherwise the reason in one clause.</summary>
    string? RefusalReason(Accelerator accelerator);

    /// <summary>Compiles for the accelerator. A launch has one work item for each word of its sink.</summary>
    PeakLaunch Load(Accelerator accelerator);

    /// <summary>Operations of one work item; a multiply-add counts as two.</summary>
    long OperationsPerItem(int iterations);

    /// <summary>The exact word that a work item writes to the sink.</summary>
    uint ExpectedSink(int workItem, int iterations);
}

/// <summary>The arithmetic whose rate a peak kernel measures.</summary>
public enum PeakType
{
    Fp32,
    Fp64,
    Int32,

    /// <summary>Native scalar half precision, one operation an instruction. Packed pairs would be twice as fast.</summary>
    Fp16,
}

/// <summary>Enqueues one run and returns; allocates nothing.</summary>
/// <param name="sink">One word for each work item; its length is the number of work items.</param>
/// <param name="iterations">1 .. <see cref="IPeakKernel.MaxIterations"/>.</param>
public delegate void PeakLaunch(AcceleratorStream stream, ArrayView<uint> sink, int iterations);
