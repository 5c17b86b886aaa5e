namespace GpuBench.Kernels;

/// <summary>The type of a tensor's elements, and how they lie in device memory.</summary>
/// <remarks>Every tensor is a buffer of 32-bit words, its elements from the low bits up. A last word that elements do not fill is padded at the tensor's end only: rows follow each other without gaps.</remarks>
public enum StorageType
{
    /// <summary>One IEEE binary32 element a word.</summary>
    Fp32,

    /// <summary>Two IEEE binary16 elements a word, the lower index in the low half.</summary>
    Fp16,

    /// <summary>Two elements a word: the upper halves of binary32.</summary>
    Bf16,

    /// <summary>One binary32 element a word, of whose significand products use ten bits.</summary>
    Tf32,

    /// <summary>Four elements a word: 4 bits of exponent, 3 of significand, no infinity.</summary>
    Fp8E4M3,

    /// <summary>Four signed elements a word.</summary>
    Int8,

    /// <summary>One signed element a word.</summary>
    Int32,
}

internal static class StorageTypes
{
    /// <exception cref="ArgumentOutOfRangeException">Nobody has said yet how elements of this type lie in words.</exception>
    public static int ElementsPerWord(this StorageType storage) => storage switch
    {
        StorageType.Fp32 or StorageType.Tf32 or StorageType.Int32 => 1,
        StorageType.Fp16 or StorageType.Bf16 => 2,
        StorageType.Fp8E4M3 or StorageType.Int8 => 4,
        _ => throw new ArgumentOutOfRangeException(nameof(storage), storage, "its elements in a word are not known"),
    };
}
