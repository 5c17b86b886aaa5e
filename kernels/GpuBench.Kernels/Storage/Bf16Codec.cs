using System.Runtime.CompilerServices;
using ILGPU;

namespace GpuBench.Kernels.Storage;

/// <summary><see cref="StorageType.Bf16"/>: a quad is 8 bytes. An element is the upper half of an fp32 word, so that decoding is a shift.</summary>
public readonly struct Bf16Codec : IHalfWordCodec
{
    public static int ElementsPerWord => 2;

    /// <summary>Exact for every element.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Decode(uint half) => Interop.IntAsFloat(half << 16);

    /// <summary>The nearest element, ties to even, infinity beyond the largest; any NaN becomes a quiet one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Encode(float value)
    {
        var bits = Interop.FloatAsInt(value);
        // Half a unit of the last place kept, less one where the kept part is even.
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
