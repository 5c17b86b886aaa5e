using System.Runtime.CompilerServices;
using GpuBench.Kernels.Storage;
using ILGPU;

namespace GpuBench.Kernels.TensorOps;

/// <summary>An input type of tensor cores: its instruction, and the same arithmetic in plain code.</summary>
/// <remarks>Registers and sums are words of any type.</remarks>
internal interface IMmaInput
{
    static abstract int ElementsPerQuad { get; }

    /// <summary>True if results have 16 bits, two in a word.</summary>
    static abstract bool HasHalfResults { get; }

    /// <summary>True if sums are int32, false if they are fp32.</summary>
    static abstract bool HasIntegerSums { get; }

    /// <summary>c + a·b by the instruction: 16 rows of A, 8 columns of B, 32 bytes of each along K.</summary>
    static abstract WordQuad MultiplyAdd(WordQuad c, WordQuad a, uint b0, uint b1);

    /// <summary><paramref name="sum"/> plus the dot product of the elements of two words.</summary>
    static abstract uint AddProducts(uint sum, uint a, uint b);

    /// <summary>Converts two sums to a word of results, by the instruction.</summary>
    static abstract uint Convert(uint first, uint second);

    /// <summary>The same in plain code.</summary>
    static abstract uint Pack(uint first, uint second);
}

/// <summary>fp16; sums in fp32, results in fp16.</summary>
internal readonly struct Fp16Input : IMmaInput
{
    public static int ElementsPerQuad => 8;

    public static bool HasHalfResults => true;

    public static bool HasIntegerSums => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WordQuad MultiplyAdd(WordQuad c, WordQuad a, uint b0, uint b1) => TensorIntrinsics.MultiplyAddFp16(c, a, b0, b1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint AddProducts(uint sum, uint a, uint b) => HalfProducts.Add<Fp16Codec>(sum, a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Convert(uint first, uint second) => TensorIntrinsics.PackFp16(Interop.IntAsFloat(first), Interop.IntAsFloat(second));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Pack(uint first, uint second) => Fp16Codec.Pack(Interop.IntAsFloat(first), Interop.IntAsFloat(second));
}

/// <summary>bf16; sums in fp32, results in bf16.</summary>
internal readonly struct Bf16Input : IMmaInput
{
    public static int ElementsPerQuad => 8;

    public static bool HasHalfResults => true;

    public static bool HasIntegerSums => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WordQuad MultiplyAdd(WordQuad c, WordQuad a, uint b0, uint b1) => TensorIntrinsics.MultiplyAddBf16(c, a, b0, b1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint AddProducts(uint sum, uint a, uint b) => HalfProducts.Add<Bf16Codec>(sum, a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Convert(uint first, uint second) => TensorIntrinsics.PackBf16(Interop.IntAsFloat(first), Interop.IntAsFloat(second));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Pack(uint first, uint second) => Bf16Codec.Pack(Interop.IntAsFloat(first), Interop.IntAsFloat(second));
}

/// <summary>tf32: tensor cores read the upper 19 bits of an fp32 word. Sums and results in fp32.</summary>
internal readonly struct Tf32Input : IMmaInput
{
    private const uint KeptBits = 0xFFFFE000u;

    public static int ElementsPerQuad => 4;

    public static bool HasHalfResults => false;

    public static bool HasIntegerSums => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WordQuad MultiplyAdd(WordQuad c, WordQuad a, uint b0, uint b1) => TensorIntrinsics.MultiplyAddTf32(c, a, b0, b1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint AddProducts(uint sum, uint a, uint b) =>
        Interop.FloatAsInt(Interop.IntAsFloat(sum) + Interop.IntAsFloat(a & KeptBits) * Interop.IntAsFloat(b & KeptBits));

    public static uint Convert(uint first, uint second) => first;

    public static uint Pack(uint first, uint second) => first;
}

/// <summary>int8; sums and results in int32.</summary>
internal readonly struct Int8Input : IMmaInput
{
    public static int ElementsPerQuad => 16;

    public static bool HasHalfResults => false;

    public static bool HasIntegerSums => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WordQuad MultiplyAdd(WordQuad c, WordQuad a, uint b0, uint b1) => TensorIntrinsics.MultiplyAddInt8(c, a, b0, b1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint AddProducts(uint sum, uint a, uint b) => Int8Words.AddProducts(sum, a, b);

    public static uint Convert(uint first, uint second) => first;

    public static uint Pack(uint first, uint second) => first;
}

/// <summary>fp8 e4m3; sums in fp32, results in bf16. Needs sm_89; see <see cref="Fp8AsFp16Input"/> for sm_90.</summary>
internal readonly struct Fp8Input : IMmaInput
{
    public static int ElementsPerQuad => 16;

    public static bool HasHalfResults => true;

    public static bool HasIntegerSums => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WordQuad MultiplyAdd(WordQuad c, WordQuad a, uint b0, uint b1) => TensorIntrinsics.MultiplyAddFp8(c, a, b0, b1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint AddProducts(uint sum, uint a, uint b)
    {
        var total = Interop.IntAsFloat(sum) + Decode(a) * Decode(b);
        total += Decode(a >> 8) * Decode(b >> 8);
        total += Decode(a >> 16) * Decode(b >> 16);
        return Interop.FloatAsInt(total + Decode(a >> 24) * Decode(b >> 24));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Convert(uint first, uint second) => TensorIntrinsics.PackBf16(Interop.IntAsFloat(first), Interop.IntAsFloat(second));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Pack(uint first, uint second) => Bf16Codec.Pack(Interop.IntAsFloat(first), Interop.IntAsFloat(second));

    /// <summary>The exact value of the low 8 bits: 4 exponent bits with bias 7, 3 mantissa bits; NaN if all are set.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Decode(uint element)
    {
        var magnitude = element & 0x7Fu;
        var normal = Interop.IntAsFloat((magnitude << 20) + (120u << 23));
        var value = magnitude < 8 ? magnitude * (1f / 512) : normal;
        value = magnitude == 0x7Fu ? float.NaN : value;
        return (element & 0x80u) != 0 ? -value : value;
    }
}

internal static class HalfProducts
{
    /// <summary>An fp32 sum plus the dot product of two words of two elements.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Add<TCodec>(uint sum, uint a, uint b)
        where TCodec : struct, IHalfWordCodec
    {
        var low = Interop.IntAsFloat(sum) + TCodec.Decode(a & 0xFFFFu) * TCodec.Decode(b & 0xFFFFu);
        return Interop.FloatAsInt(low + TCodec.Decode(a >> 16) * TCodec.Decode(b >> 16));
    }
}

/// <summary>Operations on the sums of tensor cores, words of fp32 or int32.</summary>
internal static class FragmentC
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WordQuad Plus<TElement>(WordQuad x, WordQuad y)
        where TElement : struct, IMmaInput
    {
        WordQuad sum;
        sum.X = Plus<TElement>(x.X, y.X);
        sum.Y = Plus<TElement>(x.Y, y.Y);
        sum.Z = Plus<TElement>(x.Z, y.Z);
        sum.W = Plus<TElement>(x.W, y.W);
        return sum;
    }

    /// <summary>Writes two neighbours of a row: as two words, or as the word <paramref name="halves"/> if results have 16 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StorePair<TElement>(ArrayView<uint> target, int word, uint first, uint second, uint halves)
        where TElement : struct, IMmaInput
    {
        if (TElement.HasHalfResults)
            target[word] = halves;
        else
            target.Cast<WordPair>()[word / 2] = WordPair.Of(first, second);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Plus<TElement>(uint x, uint y)
        where TElement : struct, IMmaInput =>
        TElement.HasIntegerSums ? x + y : Interop.FloatAsInt(Interop.IntAsFloat(x) + Interop.IntAsFloat(y));
}
