using System.Runtime.CompilerServices;

namespace GpuBench.Kernels.Storage;

/// <summary>Four adjacent fp32 values. As an element type it makes ILGPU emit one 16-byte access where four scalar ones would stay four.</summary>
public struct Quad
{
    public float X;
    public float Y;
    public float Z;
    public float W;

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
    public readonly Quad Plus(Quad other) => AddScaled(1f, other);

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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly float Dot(Quad other) => X * other.X + Y * other.Y + Z * other.Z + W * other.W;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly float Sum() => X + Y + (Z + W);
}
