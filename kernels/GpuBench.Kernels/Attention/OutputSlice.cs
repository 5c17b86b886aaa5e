using System.Runtime.CompilerServices;
using GpuBench.Kernels.Storage;
using ILGPU;

namespace GpuBench.Kernels.Attention;

/// <summary>32 adjacent columns of one row, in registers: named fields, because an indexed array would lie in memory.</summary>
internal struct OutputSlice
{
    public const int Quads = 8;

    private Quad q0;
    private Quad q1;
    private Quad q2;
    private Quad q3;
    private Quad q4;
    private Quad q5;
    private Quad q6;
    private Quad q7;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly OutputSlice Times(float factor)
    {
        OutputSlice product;
        product.q0 = q0.Times(factor);
        product.q1 = q1.Times(factor);
        product.q2 = q2.Times(factor);
        product.q3 = q3.Times(factor);
        product.q4 = q4.Times(factor);
        product.q5 = q5.Times(factor);
        product.q6 = q6.Times(factor);
        product.q7 = q7.Times(factor);
        return product;
    }

    /// <summary>This plus <paramref name="factor"/> times the 32 elements that start at a quad of the tensor.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly OutputSlice AddScaled<TCodec>(float factor, ArrayView<uint> words, int quad)
        where TCodec : struct, IElementCodec
    {
        OutputSlice sum;
        sum.q0 = q0.AddScaled(factor, TCodec.LoadQuad(words, quad));
        sum.q1 = q1.AddScaled(factor, TCodec.LoadQuad(words, quad + 1));
        sum.q2 = q2.AddScaled(factor, TCodec.LoadQuad(words, quad + 2));
        sum.q3 = q3.AddScaled(factor, TCodec.LoadQuad(words, quad + 3));
        sum.q4 = q4.AddScaled(factor, TCodec.LoadQuad(words, quad + 4));
        sum.q5 = q5.AddScaled(factor, TCodec.LoadQuad(words, quad + 5));
        sum.q6 = q6.AddScaled(factor, TCodec.LoadQuad(words, quad + 6));
        sum.q7 = q7.AddScaled(factor, TCodec.LoadQuad(words, quad + 7));
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Store<TCodec>(ArrayView<uint> words, int quad)
        where TCodec : struct, IElementCodec
    {
        TCodec.StoreQuad(words, quad, q0);
        TCodec.StoreQuad(words, quad + 1, q1);
        TCodec.StoreQuad(words, quad + 2, q2);
        TCodec.StoreQuad(words, quad + 3, q3);
        TCodec.StoreQuad(words, quad + 4, q4);
        TCodec.StoreQuad(words, quad + 5, q5);
        TCodec.StoreQuad(words, quad + 6, q6);
        TCodec.StoreQuad(words, quad + 7, q7);
    }
}
