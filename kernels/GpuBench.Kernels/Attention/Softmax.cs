using System.Runtime.CompilerServices;
using GpuBench.Kernels.Storage;
using ILGPU;

namespace GpuBench.Kernels.Attention;

/// <summary>Constants and masks of online softmax without branches: scores and their differences are always finite.</summary>
internal static class Softmax
{
    /// <summary>The running maximum before the first key: below any real score, far above a masked one, whose weight is 0.</summary>
    public const float InitialMaximum = -1e30f;

    /// <summary>Lower bound of the sum of weights: a query without visible keys yields 0. Others have a weight of 1.</summary>
    public const float MinWeightSum = 1e-30f;

    /// <summary>Lowers the scores of four neighbouring keys from <paramref name="visible"/> on to <see cref="float.MinValue"/>.</summary>
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
