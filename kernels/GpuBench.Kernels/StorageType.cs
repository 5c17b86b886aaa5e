namespace GpuBench.Kernels;

/// <summary>How a tensor's elements lie in device memory. Arithmetic is fp32 whatever the storage.</summary>
/// <remarks>Every tensor is a buffer of 32-bit words. A half-precision tensor with an odd number of elements is padded to a whole word at its end only: rows follow each other without gaps.</remarks>
public enum StorageType
{
    /// <summary>One IEEE binary32 element a word.</summary>
    Fp32,

    /// <summary>Two IEEE binary16 elements a word, the lower index in the low half.</summary>
    Fp16,
}
