using System.Runtime.CompilerServices;
using ILGPU;

namespace GpuBench.Kernels.TensorOps;

/// <summary>The four rows of a tile that a work item copies a quad of: where each begins, and whether it exists, 1 or 0. Where rows run along K they stay the same for all stages.</summary>
internal struct CopyRows
{
    public int Source0;
    public int Source1;
    public int Source2;
    public int Source3;
    public int Exists0;
    public int Exists1;
    public int Exists2;
    public int Exists3;

    /// <param name="origin">Where the matrix begins in the tensor, in quads; it has <paramref name="rows"/> of <paramref name="quads"/> each.</param>
    /// <param name="row">The tile's first row.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static CopyRows Of<TTile>(int origin, int row, int rows, int quads)
        where TTile : struct, IOperandTile
    {
        var passRows = TileCopy.GroupSize >> TTile.QuadBits;
        var rowsLeft = rows - (row + (Group.IdxX >> TTile.QuadBits));
        CopyRows result;
        result.Source0 = Source(origin, rowsLeft, rows, quads);
        result.Source1 = Source(origin, rowsLeft - passRows, rows, quads);
        result.Source2 = Source(origin, rowsLeft - 2 * passRows, rows, quads);
        result.Source3 = Source(origin, rowsLeft - 3 * passRows, rows, quads);
        result.Exists0 = TileCopy.Exists(rowsLeft);
        result.Exists1 = TileCopy.Exists(rowsLeft - passRows);
        result.Exists2 = TileCopy.Exists(rowsLeft - 2 * passRows);
        result.Exists3 = TileCopy.Exists(rowsLeft - 3 * passRows);
        return result;
    }

    /// <summary>Behind the last row that one stands in, as an address.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Source(int origin, int rowsLeft, int rows, int quads) => origin + (rows - IntrinsicMath.Max(1, rowsLeft)) * quads;
}
