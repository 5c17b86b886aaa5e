using System.Runtime.CompilerServices;
using GpuBench.Kernels.Storage;
using ILGPU;

namespace GpuBench.Kernels.Attention;

/// <summary>What keeps online softmax free of special cases and of jumps: scores are finite, and so is every difference of them.</summary>
internal static class Softmax
{
    /// <summary>The running maximum before the first key. Below any real score, and so far above a masked one that this has no weight even as the first.</summary>
    public const float InitialMaximum = -1e30f;

    /// <summary>Below the sum of weights of any query that sees a key, in which the largest weight is 1. A query that sees none has 0, and as many in its row.</summary>
    public const float MinWeightSum = 1e-30f;

    /// <summary>The scores of four adjacent keys with those from <paramref name="visible"/> on lowered to <see cref="float.MinValue"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Quad Mask(Quad scores, int visible)
    {
        scores.X = IntrinsicMath.Min(scores.X, Ceiling(visible - 1));
        scores.Y = IntrinsicMath.Min(scores.Y, Ceiling(visible - 2));
        scores.Z = IntrinsicMath.Min(scores.Z, Ceiling(visible - 3));
        scores.W = IntrinsicMath.Min(scores.W, Ceiling(visible - 4));
        return scores;
    }

    /// <summary>The largest float, with the sign of the argument.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Ceiling(int sign) => Interop.IntAsFloat(((uint)sign & 0x80000000u) | 0x7F7FFFFFu);
}
