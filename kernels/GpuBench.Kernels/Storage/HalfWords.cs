using System.Runtime.CompilerServices;
using ILGPU;

namespace GpuBench.Kernels.Storage;

/// <summary>How 16-bit elements of any format are read from and written to words.</summary>
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
