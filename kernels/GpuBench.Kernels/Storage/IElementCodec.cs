using System.Runtime.CompilerServices;
using ILGPU;

namespace GpuBench.Kernels.Storage;

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
