using System.Runtime.CompilerServices;
using ILGPU;

namespace GpuBench.Kernels.Storage;

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

/// <summary>Reads and writes elements in words. A type argument, so that one algorithm serves all storages.</summary>
/// <remarks>
/// Elements and quads are numbered from the start of the tensor. Quad accesses need rows of a multiple of four elements.
/// </remarks>
public interface IElementCodec
{
    static abstract int ElementsPerWord { get; }

    static abstract float Load(ArrayView<uint> words, int element);

    static abstract Quad LoadQuad(ArrayView<uint> words, int quad);

    static abstract void StoreQuad(ArrayView<uint> words, int quad, Quad value);

    /// <summary>The word of <paramref name="low"/> and, if a word holds two elements, <paramref name="high"/>.</summary>
    /// <remarks>Single elements are written as whole words: two work items that write the halves of one word would race.</remarks>
    static abstract uint Pack(float low, float high);
}

/// <summary><see cref="StorageType.Fp32"/>: a quad is 16 bytes.</summary>
public readonly struct Fp32Codec : IElementCodec
{
    public static int ElementsPerWord => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Load(ArrayView<uint> words, int element) => Interop.IntAsFloat(words[element]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Quad LoadQuad(ArrayView<uint> words, int quad) => words.Cast<Quad>()[quad];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreQuad(ArrayView<uint> words, int quad, Quad value) => words.Cast<Quad>()[quad] = value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Pack(float low, float high) => Interop.FloatAsInt(low);
}

/// <summary>Reads single elements of <see cref="StorageType.Int8"/>.</summary>
internal static class Int8Element
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Load(ArrayView<uint> words, int element) => Of(words[element >> 2], element);

    /// <summary>Sign-extends one element: shifts it to the top and back.</summary>
    /// <param name="element">The lowest two bits select the element.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Of(uint word, int element) => (int)(word << (24 - 8 * (element & 3))) >> 24;
}

/// <summary>Four contiguous fp32 values. ILGPU emits one 16-byte access for this type, and four accesses for four floats.</summary>
public struct Quad
{
    public float X;
    public float Y;
    public float Z;
    public float W;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Quad All(float value)
    {
        Quad quad;
        quad.X = value;
        quad.Y = value;
        quad.Z = value;
        quad.W = value;
        return quad;
    }

    /// <summary>This plus <paramref name="factor"/> times <paramref name="other"/>: four multiply-adds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly Quad AddScaled(float factor, Quad other)
    {
        Quad sum;
        sum.X = X + factor * other.X;
        sum.Y = Y + factor * other.Y;
        sum.Z = Z + factor * other.Z;
        sum.W = W + factor * other.W;
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly Quad Plus(Quad other)
    {
        Quad sum;
        sum.X = X + other.X;
        sum.Y = Y + other.Y;
        sum.Z = Z + other.Z;
        sum.W = W + other.W;
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly Quad Times(float factor)
    {
        Quad product;
        product.X = X * factor;
        product.Y = Y * factor;
        product.Z = Z * factor;
        product.W = W * factor;
        return product;
    }

    /// <summary>Component-wise product.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly Quad Times(Quad other)
    {
        Quad product;
        product.X = X * other.X;
        product.Y = Y * other.Y;
        product.Z = Z * other.Z;
        product.W = W * other.W;
        return product;
    }

    /// <summary>Component-wise maximum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly Quad Max(Quad other)
    {
        Quad maximum;
        maximum.X = IntrinsicMath.Max(X, other.X);
        maximum.Y = IntrinsicMath.Max(Y, other.Y);
        maximum.Z = IntrinsicMath.Max(Z, other.Z);
        maximum.W = IntrinsicMath.Max(W, other.W);
        return maximum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly float Dot(Quad other) => X * other.X + Y * other.Y + Z * other.Z + W * other.W;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly float Sum() => X + Y + (Z + W);
}

/// <summary>Reads four neighbouring elements at any alignment, of which any number may exist.</summary>
internal static class EdgeQuad
{
    /// <summary>Elements from <paramref name="element"/> on; zeros past the first <paramref name="count"/>, possibly negative.</summary>
    /// <param name="isAligned">Rows are a multiple of four elements: one access reads the four, and all exist or none.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Quad Load<TCodec>(ArrayView<uint> words, int element, int count, bool isAligned)
        where TCodec : struct, IElementCodec
    {
        Quad quad = default;
        if (isAligned)
        {
            if (count > 0)
                quad = TCodec.LoadQuad(words, element / 4);
            return quad;
        }

        if (count > 0)
            quad.X = TCodec.Load(words, element);
        if (count > 1)
            quad.Y = TCodec.Load(words, element + 1);
        if (count > 2)
            quad.Z = TCodec.Load(words, element + 2);
        if (count > 3)
            quad.W = TCodec.Load(words, element + 3);
        return quad;
    }
}

/// <summary>Four contiguous words: one 16-byte access, or four registers of a lane.</summary>
public struct WordQuad
{
    public uint X;
    public uint Y;
    public uint Z;
    public uint W;
}

/// <summary>Two contiguous words, e.g. four fp16 values: one 8-byte access.</summary>
public struct WordPair
{
    public uint Low;
    public uint High;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WordPair Of(uint low, uint high)
    {
        WordPair pair;
        pair.Low = low;
        pair.High = high;
        return pair;
    }
}
