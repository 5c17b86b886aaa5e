namespace GpuBench.Kernels.Peak;

/// <summary>The arithmetic whose rate a peak kernel measures.</summary>
public enum PeakType
{
    Fp32,
    Fp64,
    Int32,

    /// <summary>Native scalar half precision, one operation an instruction; packed pairs, where a device has them, are twice as fast.</summary>
    Fp16,
}
