using System.Runtime.CompilerServices;

namespace GpuBench.Kernels.Storage;

/// <summary>Sixteen adjacent fp32 values. One field after another in one type tells a compiler that they are adjacent: two 32-byte registers on a processor with AVX.</summary>
public struct SixteenColumns
{
    public Quad Quad0;
    public Quad Quad1;
    public Quad Quad2;
    public Quad Quad3;

    /// <summary>This plus <paramref name="factor"/> times <paramref name="other"/>: sixteen multiply-adds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly SixteenColumns AddScaled(float factor, SixteenColumns other)
    {
        SixteenColumns sum;
        sum.Quad0 = Quad0.AddScaled(factor, other.Quad0);
        sum.Quad1 = Quad1.AddScaled(factor, other.Quad1);
        sum.Quad2 = Quad2.AddScaled(factor, other.Quad2);
        sum.Quad3 = Quad3.AddScaled(factor, other.Quad3);
        return sum;
    }
}
