using System.Runtime.CompilerServices;
using GpuBench.Kernels.Storage;
using ILGPU;

namespace GpuBench.Kernels.TensorOps;

/// <summary>Four neighbours, and four more 32 columns on: of B as <see cref="RightWords"/>, whose rows run along N.</summary>
internal readonly struct AdjacentColumns : ILaneColumns
{
    private const int QuadsPerRow = 32;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Quad(int lane, int column) => RightWords.Quad(0, column / 4 + (lane & 7));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ColumnPair Load(ArrayView<WordQuad> shared, int right, int quad, int half)
    {
        var quads = shared.Cast<Quad>();
        var firstRow = (4 * quad + 2 * half) * QuadsPerRow;
        // The permutation of row 0 is none.
        var first = quads.SubView(firstRow + (right ^ (4 * half)), 9);
        var second = quads.SubView(firstRow + QuadsPerRow + (right ^ (4 * half + 2)), 9);
        ColumnPair pair;
        pair.FirstLeft = first[0];
        pair.FirstRight = first[8];
        pair.SecondLeft = second[0];
        pair.SecondRight = second[8];
        return pair;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(ArrayView<WordQuad> shared, int row, int lane, Quad left, Quad right)
    {
        var quads = shared.Cast<Quad>();
        quads[row + (lane & 7)] = left;
        quads[row + (lane & 7) + 8] = right;
    }
}
