namespace GpuBench.Kernels;

/// <summary>The type of the elements of a tensor, and their layout in device memory.</summary>
/// <remarks>
/// A tensor is a buffer of 32-bit words, filled from the low bits up. Rows follow each other without gaps; only the last word of the
/// tensor may be padded.
/// </remarks>
public enum StorageType
{
    /// <summary>One IEEE binary32 element a word.</summary>
    Fp32,

    /// <summary>Two IEEE binary16 elements a word, the lower index in the low half.</summary>
    Fp16,

    /// <summary>Two elements a word: the upper halves of binary32 values.</summary>
    Bf16,

    /// <summary>One binary32 element a word; products use ten bits of its mantissa.</summary>
    Tf32,

    /// <summary>Four elements a word: 4 exponent bits, 3 mantissa bits, no infinity.</summary>
    Fp8E4M3,

    /// <summary>Four signed elements a word.</summary>
    Int8,

    /// <summary>One signed element a word.</summary>
    Int32,
}

internal static class StorageTypes
{
    /// <exception cref="ArgumentOutOfRangeException">The type has no number of elements in a word.</exception>
    public static int ElementsPerWord(this StorageType storage) => storage switch
    {
        StorageType.Fp32 or StorageType.Tf32 or StorageType.Int32 => 1,
        StorageType.Fp16 or StorageType.Bf16 => 2,
        StorageType.Fp8E4M3 or StorageType.Int8 => 4,
        _ => throw new ArgumentOutOfRangeException(nameof(storage), storage, "its elements in a word are not known"),
    };
}
