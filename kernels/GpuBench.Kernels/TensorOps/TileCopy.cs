using System.Runtime.CompilerServices;
using GpuBench.Kernels.Storage;
using ILGPU;

namespace GpuBench.Kernels.TensorOps;

/// <summary>How a group of 128 copies a tile of 8 KiB from a matrix to shared memory: four quads a work item, neighbours along a row.</summary>
internal static class TileCopy
{
    public const int GroupSize = 128;
    public const int TileQuads = 4 * GroupSize;

    private const int QuadBytes = 16;

    /// <summary>Begins the copy; what lies outside of the matrix becomes zeros.</summary>
    /// <param name="target">Where the tile begins in shared memory, in quads.</param>
    /// <param name="quad">The tile's first quad of a row; the matrix has <paramref name="quads"/> in each.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Begin<TCopy, TTile>(ArrayView<WordQuad> shared, int target, ArrayView<WordQuad> tensor, CopyRows rows, int quad, int quads)
        where TCopy : struct, IAsyncCopy
        where TTile : struct, IOperandTile
    {
        int tileRow = Group.IdxX >> TTile.QuadBits, tileQuad = Group.IdxX & ((1 << TTile.QuadBits) - 1);
        // The permutation of a row is that of the row one pass further.
        var ownTarget = target + TTile.Quad(tileRow, tileQuad);
        var quadsLeft = quads - (quad + tileQuad);
        var source = quads - IntrinsicMath.Max(1, quadsLeft);
        var exists = Exists(quadsLeft);
        TCopy.Copy(shared, ownTarget, tensor, rows.Source0 + source, QuadBytes * IntrinsicMath.Min(rows.Exists0, exists));
        TCopy.Copy(shared, ownTarget + GroupSize, tensor, rows.Source1 + source, QuadBytes * IntrinsicMath.Min(rows.Exists1, exists));
        TCopy.Copy(shared, ownTarget + 2 * GroupSize, tensor, rows.Source2 + source, QuadBytes * IntrinsicMath.Min(rows.Exists2, exists));
        TCopy.Copy(shared, ownTarget + 3 * GroupSize, tensor, rows.Source3 + source, QuadBytes * IntrinsicMath.Min(rows.Exists3, exists));
    }

    /// <summary>1 where something is left, otherwise 0: minima instead of a condition, which would be a jump.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Exists(int left) => IntrinsicMath.Max(0, IntrinsicMath.Min(1, left));
}

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
