using System.Runtime.CompilerServices;
using GpuBench.Kernels.Storage;
using ILGPU;

namespace GpuBench.Kernels.TensorOps;

/// <summary>A lane's eight sums of a row of C.</summary>
internal struct LaneRow
{
    public Quad Left;
    public Quad Right;

    /// <summary>This plus two neighbours of a row of A times what they meet in B.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly LaneRow AddPair(WordPair a, ColumnPair b)
    {
        float first = Interop.IntAsFloat(a.Low), second = Interop.IntAsFloat(a.High);
        LaneRow sum;
        sum.Left = Left.AddScaled(first, b.FirstLeft).AddScaled(second, b.SecondLeft);
        sum.Right = Right.AddScaled(first, b.FirstRight).AddScaled(second, b.SecondRight);
        return sum;
    }
}
