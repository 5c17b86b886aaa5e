using System.Runtime.CompilerServices;
using GpuBench.Kernels.Storage;
using ILGPU;

namespace GpuBench.Kernels.TensorOps;

/// <summary>Every eighth column: of B as <see cref="RightRows"/>, whose rows run along K, so that eight lanes read eight neighbouring rows.</summary>
internal readonly struct StridedColumns : ILaneColumns
{
    private const int Stride = 8;

    /// <summary>From one of the lane's columns to the next, in pairs of words.</summary>
    private const int ColumnPairs = Stride * 4 * 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Quad(int lane, int column) => RightRows.Quad(column + (lane & 7), 0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ColumnPair Load(ArrayView<WordQuad> shared, int right, int quad, int half)
    {
        var pairs = shared.Cast<WordPair>().SubView((right ^ quad) * 2 + half, 7 * ColumnPairs + 1);
        var (pair0, pair1, pair2, pair3) = (pairs[0], pairs[ColumnPairs], pairs[2 * ColumnPairs], pairs[3 * ColumnPairs]);
        var (pair4, pair5, pair6, pair7) = (pairs[4 * ColumnPairs], pairs[5 * ColumnPairs], pairs[6 * ColumnPairs], pairs[7 * ColumnPairs]);
        ColumnPair pair;
        pair.FirstLeft = Floats(pair0.Low, pair1.Low, pair2.Low, pair3.Low);
        pair.FirstRight = Floats(pair4.Low, pair5.Low, pair6.Low, pair7.Low);
        pair.SecondLeft = Floats(pair0.High, pair1.High, pair2.High, pair3.High);
        pair.SecondRight = Floats(pair4.High, pair5.High, pair6.High, pair7.High);
        return pair;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(ArrayView<WordQuad> shared, int row, int lane, Quad left, Quad right)
    {
        var floats = shared.Cast<float>();
        var first = row * 4 + (lane & 7);
        floats[first] = left.X;
        floats[first + Stride] = left.Y;
        floats[first + 2 * Stride] = left.Z;
        floats[first + 3 * Stride] = left.W;
        floats[first + 4 * Stride] = right.X;
        floats[first + 5 * Stride] = right.Y;
        floats[first + 6 * Stride] = right.Z;
        floats[first + 7 * Stride] = right.W;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Quad Floats(uint x, uint y, uint z, uint w)
    {
        Quad quad;
        quad.X = Interop.IntAsFloat(x);
        quad.Y = Interop.IntAsFloat(y);
        quad.Z = Interop.IntAsFloat(z);
        quad.W = Interop.IntAsFloat(w);
        return quad;
    }
}
