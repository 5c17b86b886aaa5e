using System.Runtime.CompilerServices;
using ILGPU;

namespace GpuBench.Kernels.Storage;

/// <summary>How elements are read from and written to words: a type argument of a kernel, so that its algorithm is written once for all storages.</summary>
/// <remarks>Elements and quads are numbered from the start of the tensor. A quad access needs a multiple of four elements a row.</remarks>
public interface IElementCodec
{
    static abstract int ElementsPerWord { get; }

    static abstract float Load(ArrayView<uint> words, int element);

    static abstract Quad LoadQuad(ArrayView<uint> words, int quad);

    static abstract void StoreQuad(ArrayView<uint> words, int quad, Quad value);

    /// <summary>The word of <paramref name="low"/> and, where a word holds two elements, <paramref name="high"/>.</summary>
    /// <remarks>Single elements are written as whole words only: two work items that write the halves of one word would lose one of them.</remarks>
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
