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

    /// <summary>2 to the power of each component of the difference.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Quad Exp2Minus(this Quad value, Quad other)
    {
        Quad power;
        power.X = DeviceMath.Exp2(value.X - other.X);
        power.Y = DeviceMath.Exp2(value.Y - other.Y);
        power.Z = DeviceMath.Exp2(value.Z - other.Z);
        power.W = DeviceMath.Exp2(value.W - other.W);
        return power;
    }

    /// <summary>1 / max(component, <paramref name="min"/>).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Quad Inverse(this Quad value, float min)
    {
        Quad inverse;
        inverse.X = 1f / IntrinsicMath.Max(value.X, min);
        inverse.Y = 1f / IntrinsicMath.Max(value.Y, min);
        inverse.Z = 1f / IntrinsicMath.Max(value.Z, min);
        inverse.W = 1f / IntrinsicMath.Max(value.W, min);
        return inverse;
    }

    /// <summary>2 to the power of each value minus its row's component of <paramref name="offsets"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static QuadBlock Exp2MinusRows(this QuadBlock block, Quad offsets)
    {
        QuadBlock power;
        power.Row0 = block.Row0.Exp2Minus(Quad.All(offsets.X));
        power.Row1 = block.Row1.Exp2Minus(Quad.All(offsets.Y));
        power.Row2 = block.Row2.Exp2Minus(Quad.All(offsets.Z));
        power.Row3 = block.Row3.Exp2Minus(Quad.All(offsets.W));
        return power;
    }

    /// <summary>The largest float, with the sign of the argument.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Ceiling(int sign) => Interop.IntAsFloat(((uint)sign & 0x80000000u) | 0x7F7FFFFFu);
}
