using System.Runtime.CompilerServices;
using ILGPU;

namespace GpuBench.Kernels.Storage;

/// <summary>Four contiguous fp32 values. ILGPU emits one 16-byte access for this type, and four accesses for four floats.</summary>
public struct Quad
{
    public float X;
    public float Y;
    public float Z;
    public float W;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Quad All(float value)
    {
        Quad quad;
        quad.X = value;
        quad.Y = value;
        quad.Z = value;
        quad.W = value;
        return quad;
    }

    /// <summary>This plus <paramref name="factor"/> times <paramref name="other"/>: four multiply-adds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly Quad AddScaled(float factor, Quad other)
    {
        Quad sum;
        sum.X = X + factor * other.X;
        sum.Y = Y + factor * other.Y;
        sum.Z = Z + factor * other.Z;
        sum.W = W + factor * other.W;
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly Quad Plus(Quad other)
    {
        Quad sum;
        sum.X = X + other.X;
        sum.Y = Y + other.Y;
        sum.Z = Z + other.Z;
        sum.W = W + other.W;
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly Quad Times(float factor)
    {
        Quad product;
        product.X = X * factor;
        product.Y = Y * factor;
        product.Z = Z * factor;
        product.W = W * factor;
        return product;
    }

    /// <summary>Component-wise product.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly Quad Times(Quad other)
    {
        Quad product;
        product.X = X * other.X;
        product.Y = Y * other.Y;
        product.Z = Z * other.Z;
        product.W = W * other.W;
        return product;
    }

    /// <summary>Component-wise maximum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly Quad Max(Quad other)
    {
        Quad maximum;
        maximum.X = IntrinsicMath.Max(X, other.X);
        maximum.Y = IntrinsicMath.Max(Y, other.Y);
        maximum.Z = IntrinsicMath.Max(Z, other.Z);
        maximum.W = IntrinsicMath.Max(W, other.W);
        return maximum;
    }

    /// <summary>2 to the power of each component of the difference.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly Quad Exp2Minus(Quad other)
    {
        Quad power;
        power.X = DeviceMath.Exp2(X - other.X);
        power.Y = DeviceMath.Exp2(Y - other.Y);
        power.Z = DeviceMath.Exp2(Z - other.Z);
        power.W = DeviceMath.Exp2(W - other.W);
        return power;
    }

    /// <summary>1 / max(component, <paramref name="min"/>).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly Quad Inverse(float min)
    {
        Quad inverse;
        inverse.X = 1f / IntrinsicMath.Max(X, min);
        inverse.Y = 1f / IntrinsicMath.Max(Y, min);
        inverse.Z = 1f / IntrinsicMath.Max(Z, min);
        inverse.W = 1f / IntrinsicMath.Max(W, min);
        return inverse;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly float Dot(Quad other) => X * other.X + Y * other.Y + Z * other.Z + W * other.W;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly float Sum() => X + Y + (Z + W);
}

/// <summary>Reads four neighbouring elements at any alignment, of which any number may exist.</summary>
internal static class EdgeQuad
{
    /// <summary>Elements from <paramref name="element"/> on; zeros past the first <paramref name="count"/>, possibly negative.</summary>
    /// <param name="isAligned">Rows are a multiple of four elements: one access reads the four, and all exist or none.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Quad Load<TCodec>(ArrayView<uint> words, int element, int count, bool isAligned)
        where TCodec : struct, IElementCodec
    {
        Quad quad = default;
        if (isAligned)
        {
            if (count > 0)
                quad = TCodec.LoadQuad(words, element / 4);
            return quad;
        }

        if (count > 0)
            quad.X = TCodec.Load(words, element);
        if (count > 1)
            quad.Y = TCodec.Load(words, element + 1);
        if (count > 2)
            quad.Z = TCodec.Load(words, element + 2);
        if (count > 3)
            quad.W = TCodec.Load(words, element + 3);
        return quad;
    }
}
