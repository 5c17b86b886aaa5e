using System.Runtime.CompilerServices;
using GpuBench.Kernels.Storage;
using ILGPU;

namespace GpuBench.Kernels.TensorOps;

/// <summary>Copies a tile of 8 KiB from a matrix to shared memory by 128 work items, four quads each.</summary>
internal static class TileCopy
{
    public const int GroupSize = 128;
    public const int TileQuads = 4 * GroupSize;

    /// <summary>Rows of A or columns of B, each with four quads along K.</summary>
    public const int TileRows = 128;

    private const int QuadBytes = 16;

    /// <summary>Starts the copy. Elements outside the matrix become zeros.</summary>
    /// <param name="target">Quad where the tile starts in shared memory.</param>
    /// <param name="quad">First quad of the tile in a row of <paramref name="quads"/> quads.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Begin<TCopy, TTile>(
        ArrayView<WordQuad> shared, int target, ArrayView<WordQuad> tensor, CopyRows rows, int quad, int quads)
        where TCopy : struct, IAsyncCopy
        where TTile : struct, IOperandTile
    {
        int tileRow = Group.IdxX >> TTile.QuadBits, tileQuad = Group.IdxX & ((1 << TTile.QuadBits) - 1);
        // The next pass has the same permutation.
        var ownTarget = target + TTile.Quad(tileRow, tileQuad);
        var quadsLeft = quads - (quad + tileQuad);
        var source = quads - IntrinsicMath.Max(1, quadsLeft);
        var exists = Exists(quadsLeft);
        TCopy.Copy(shared, ownTarget, tensor, rows.Source0 + source, QuadBytes * IntrinsicMath.Min(rows.Exists0, exists));
        TCopy.Copy(shared, ownTarget + GroupSize, tensor, rows.Source1 + source, QuadBytes * IntrinsicMath.Min(rows.Exists1, exists));
        TCopy.Copy(shared, ownTarget + 2 * GroupSize, tensor, rows.Source2 + source, QuadBytes * IntrinsicMath.Min(rows.Exists2, exists));
        TCopy.Copy(shared, ownTarget + 3 * GroupSize, tensor, rows.Source3 + source, QuadBytes * IntrinsicMath.Min(rows.Exists3, exists));
    }

    /// <summary>1 if anything is left, otherwise 0. Minimum and maximum, because a condition would be a branch.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Exists(int left) => IntrinsicMath.Max(0, IntrinsicMath.Min(1, left));
}

/// <summary>The four rows from which a work item copies a quad: where each starts, and 1 if it exists, otherwise 0.</summary>
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

    /// <param name="origin">First quad of the matrix, which has <paramref name="rows"/> rows of <paramref name="quads"/> quads.</param>
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

    /// <summary>Rows past the end use the last row's address.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Source(int origin, int rowsLeft, int rows, int quads) => origin + (rows - IntrinsicMath.Max(1, rowsLeft)) * quads;
}
