using System.Runtime.CompilerServices;
using ILGPU;

namespace GpuBench.Kernels.Storage;

/// <summary>A codec for 16-bit elements, two in a word.</summary>
public interface IHalfWordCodec : IElementCodec
{
    /// <summary>The value of the element in the low 16 bits.</summary>
    static abstract float Decode(uint half);

    /// <summary>The nearest element, ties to even, in the low 16 bits.</summary>
    static abstract uint Encode(float value);
}

/// <summary>Reads and writes 16-bit elements of any format.</summary>
internal static class HalfWords
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Load<TCodec>(ArrayView<uint> words, int element)
        where TCodec : struct, IHalfWordCodec => TCodec.Decode((words[element >> 1] >> ((element & 1) << 4)) & 0xFFFFu);

    /// <summary>8 bytes in one access.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Quad LoadQuad<TCodec>(ArrayView<uint> words, int quad)
        where TCodec : struct, IHalfWordCodec
    {
        var pair = words.Cast<WordPair>()[quad];
        Quad value;
        value.X = TCodec.Decode(pair.Low & 0xFFFFu);
        value.Y = TCodec.Decode(pair.Low >> 16);
        value.Z = TCodec.Decode(pair.High & 0xFFFFu);
        value.W = TCodec.Decode(pair.High >> 16);
        return value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreQuad<TCodec>(ArrayView<uint> words, int quad, Quad value)
        where TCodec : struct, IHalfWordCodec
    {
        WordPair pair;
        pair.Low = Pack<TCodec>(value.X, value.Y);
        pair.High = Pack<TCodec>(value.Z, value.W);
        words.Cast<WordPair>()[quad] = pair;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Pack<TCodec>(float low, float high)
        where TCodec : struct, IHalfWordCodec => TCodec.Encode(low) | (TCodec.Encode(high) << 16);
}

/// <summary>
/// <see cref="StorageType.Fp16"/>: a quad is 8 bytes. Converts in 32-bit arithmetic, for devices without half precision.
/// </summary>
/// <remarks>
/// Decoding is in inner loops. It selects with masks (the sign bit of a negative number, extended), because ILGPU turns a conditional
/// into a branch. Encoding is outside of them and keeps its conditionals: without branches there, PoCL's compiler vectorizes over the
/// elements of a work item instead of over work items, and the tile kernels become seven times slower.
/// No operand or result of fp32 arithmetic is denormal, so that devices which flush denormals give the same bits.
/// </remarks>
public readonly struct Fp16Codec : IHalfWordCodec
{
    public static int ElementsPerWord => 2;

    /// <summary>The value of the half in the low 16 bits; exact for all of them, NaN for NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Decode(uint half)
    {
        var magnitude = half & 0x7FFFu;
        var isDenormal = (uint)((int)(magnitude - 0x0400u) >> 31);
        var isSpecial = (uint)((int)(0x7BFFu - magnitude) >> 31);

        // The exponent is re-biased from 15 to 127; infinity and NaN move on to the fp32 exponent of 255.
        // A denormal m·2^-24 is read as 2^-14·(1 + m/1024), then 2^-14 is subtracted; from other values 0 is subtracted.
        var bits = (magnitude << 13) + 0x38000000u + (isSpecial & 0x38000000u) + (isDenormal & 0x00800000u);
        var value = Interop.IntAsFloat(bits) - Interop.IntAsFloat(isDenormal & 0x38800000u);
        return Interop.IntAsFloat(Interop.FloatAsInt(value) | ((half & 0x8000u) << 16));
    }

    /// <summary>The nearest half, ties to even; infinity from 65520 on; a quiet NaN for any NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Encode(float value)
    {
        var bits = Interop.FloatAsInt(value);
        var magnitude = bits & 0x7FFFFFFFu;
        var exponent = (int)(magnitude >> 23);

        // A normal half drops 13 bits of the fp32 mantissa; a denormal half counts units of 2^-24 and drops more.
        // Values below 2^-25 round to zero. Their shift is clamped because both sides of a select are computed.
        var isNormal = exponent >= 113;
        var shift = isNormal ? 13 : (exponent < 102 ? 24 : 126 - exponent);
        var significand = isNormal ? magnitude - 0x38000000u : (magnitude & 0x007FFFFFu) | 0x00800000u;
        var isOdd = (significand >> shift) & 1u;
        var rounded = (significand + ((1u << (shift - 1)) - 1u) + isOdd) >> shift;

        var finite = exponent < 102 ? 0u : rounded;
        var half = magnitude > 0x7F800000u ? 0x7E00u : (magnitude >= 0x477FF000u ? 0x7C00u : finite);
        return ((bits >> 16) & 0x8000u) | half;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Load(ArrayView<uint> words, int element) => HalfWords.Load<Fp16Codec>(words, element);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Quad LoadQuad(ArrayView<uint> words, int quad) => HalfWords.LoadQuad<Fp16Codec>(words, quad);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreQuad(ArrayView<uint> words, int quad, Quad value) => HalfWords.StoreQuad<Fp16Codec>(words, quad, value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Pack(float low, float high) => HalfWords.Pack<Fp16Codec>(low, high);
}

/// <summary>
/// <see cref="StorageType.Bf16"/>: a quad is 8 bytes. An element is the upper half of an fp32 word: a shift decodes it.
/// </summary>
public readonly struct Bf16Codec : IHalfWordCodec
{
    public static int ElementsPerWord => 2;

    /// <summary>Exact for every element.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Decode(uint half) => Interop.IntAsFloat(half << 16);

    /// <summary>The nearest element, ties to even; infinity past the largest; a quiet NaN for any NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Encode(float value)
    {
        var bits = Interop.FloatAsInt(value);
        // Adds half a unit of the last kept place, less one if the kept part is even.
        var rounded = (bits + 0x7FFFu + ((bits >> 16) & 1u)) >> 16;
        return (bits & 0x7FFFFFFFu) > 0x7F800000u ? (bits >> 16) | 0x0040u : rounded;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Load(ArrayView<uint> words, int element) => HalfWords.Load<Bf16Codec>(words, element);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Quad LoadQuad(ArrayView<uint> words, int quad) => HalfWords.LoadQuad<Bf16Codec>(words, quad);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreQuad(ArrayView<uint> words, int quad, Quad value) => HalfWords.StoreQuad<Bf16Codec>(words, quad, value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Pack(float low, float high) => HalfWords.Pack<Bf16Codec>(low, high);
}
