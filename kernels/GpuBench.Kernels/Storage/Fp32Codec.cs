using System.Runtime.CompilerServices;
using ILGPU;

namespace GpuBench.Kernels.Storage;

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
