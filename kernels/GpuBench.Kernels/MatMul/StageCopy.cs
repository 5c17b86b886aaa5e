using System.Runtime.CompilerServices;
using GpuBench.Kernels.Storage;
using GpuBench.Kernels.TensorOps;
using ILGPU;

namespace GpuBench.Kernels.MatMul;

/// <summary>
/// The copies of a work item into the stages of <see cref="AsyncTileMatMul"/>: four quads of A and four of B, at the same place of their
/// tiles in each stage.
/// </summary>
/// <remarks>Rows of A and columns of B past the end repeat the last one. Their products are not written to C.</remarks>
internal struct StageCopy
{
    public const int GroupSize = 128;

    /// <summary>Quads of a tile of A or B: 128 rows or columns by 16 of K. Each of four passes copies a quad a work item.</summary>
    public const int TileQuads = 4 * GroupSize;

    /// <summary>Quads along K of a stage.</summary>
    public const int QuadsOfK = 4;

    /// <summary>Quads of a row of the tile of a (K,N) B.</summary>
    private const int QuadsOfN = 32;

    public StageRows RowsOfA;

    /// <summary>Of an (N,K) B.</summary>
    public StageRows RowsOfB;

    /// <summary>Of a (K,N) B: the quad in the first row of the first stage.</summary>
    public int QuadOfB;

    /// <summary>Of a (K,N) B: quads of a row.</summary>
    public int QuadsPerRowOfB;

    /// <param name="row">First row of C of the group.</param>
    /// <param name="column">First column of C of the group.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static StageCopy Of<TColumns>(int row, int column, MatMulSize shape)
        where TColumns : struct, ILaneColumns
    {
        int item = Group.IdxX, kQuads = shape.K / 4, nQuads = shape.N / 4;
        StageCopy copy = default;
        copy.RowsOfA = StageRows.Of(Grid.IdxZ * shape.M * kQuads, row, shape.M, kQuads);
        if (TColumns.RunsAlongK)
        {
            copy.RowsOfB = StageRows.Of(Grid.IdxZ * shape.N * kQuads, column, shape.N, kQuads);
            return copy;
        }

        var quadOfN = IntrinsicMath.Min(column / 4 + (item & (QuadsOfN - 1)), nQuads - 1);
        copy.QuadOfB = (Grid.IdxZ * shape.K + item / QuadsOfN) * nQuads + quadOfN;
        copy.QuadsPerRowOfB = nQuads;
        return copy;
    }

    /// <summary>Starts the copies of a stage.</summary>
    /// <param name="stage">Quad where the stage starts in shared memory: the tile of A, then that of B.</param>
    /// <param name="quad">First quad along K.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Begin<TCopy, TColumns>(
        ArrayView<WordQuad> shared, int stage, ArrayView<WordQuad> a, ArrayView<WordQuad> b, int quad, StageBytes bytes)
        where TCopy : struct, IAsyncCopy
        where TColumns : struct, ILaneColumns
    {
        int item = Group.IdxX;
        RowsOfA.Begin<TCopy>(shared, stage + item, a, quad, bytes.OfRow);
        var target = stage + TileQuads + TColumns.CopyQuad(item);
        if (TColumns.RunsAlongK)
        {
            RowsOfB.Begin<TCopy>(shared, target, b, quad, bytes.OfRow);
        }
        else
        {
            // A warp copies a row, and a pass four rows: a quad along K.
            int first = QuadOfB + quad * 4 * QuadsPerRowOfB, pass = 4 * QuadsPerRowOfB;
            TCopy.Copy(shared, target, b, first, bytes.OfPass0);
            TCopy.Copy(shared, target + GroupSize, b, first + pass, bytes.OfPass1);
            TCopy.Copy(shared, target + 2 * GroupSize, b, first + 2 * pass, bytes.OfPass2);
            TCopy.Copy(shared, target + 3 * GroupSize, b, first + 3 * pass, bytes.OfPass3);
        }

        TCopy.Commit();
    }
}

/// <summary>Bytes that a work item copies to a quad of a stage: 16, or 0 for zeros. Both operands are zeros past K.</summary>
internal struct StageBytes
{
    private const int QuadBytes = 16;

    /// <summary>For the work item's quad of a row along K.</summary>
    public int OfRow;

    // For each pass over rows along N: a pass is a quad along K.
    public int OfPass0;
    public int OfPass1;
    public int OfPass2;
    public int OfPass3;

    /// <summary>Constants, so that copies in a loop need no arithmetic for them.</summary>
    public static StageBytes Whole
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            StageBytes bytes;
            bytes.OfRow = QuadBytes;
            bytes.OfPass0 = QuadBytes;
            bytes.OfPass1 = QuadBytes;
            bytes.OfPass2 = QuadBytes;
            bytes.OfPass3 = QuadBytes;
            return bytes;
        }
    }

    /// <param name="count">Quads along K that are copied, from the first on: 1 to 4.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static StageBytes Of(int count)
    {
        StageBytes bytes;
        bytes.OfRow = QuadBytes * TileCopy.Exists(count - StageRows.QuadOfK);
        bytes.OfPass0 = QuadBytes;
        bytes.OfPass1 = QuadBytes * TileCopy.Exists(count - 1);
        bytes.OfPass2 = QuadBytes * TileCopy.Exists(count - 2);
        bytes.OfPass3 = QuadBytes * TileCopy.Exists(count - 3);
        return bytes;
    }
}

/// <summary>
/// The four rows along K from which a work item copies a quad each, 32 rows apart: the first quad of each, at the item's place along K.
/// </summary>
internal struct StageRows
{
    public int Row0;
    public int Row32;
    public int Row64;
    public int Row96;

    /// <summary>The work item's quad along K in the stage.</summary>
    public static int QuadOfK => Group.IdxX & (StageCopy.QuadsOfK - 1);

    /// <param name="origin">First quad of the matrix, which has <paramref name="rows"/> rows of <paramref name="quads"/> quads.</param>
    /// <param name="row">The tile's first row.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static StageRows Of(int origin, int row, int rows, int quads)
    {
        int first = origin + QuadOfK, ownRow = row + Group.IdxX / StageCopy.QuadsOfK;
        StageRows result;
        result.Row0 = Row(first, ownRow, rows, quads);
        result.Row32 = Row(first, ownRow + 32, rows, quads);
        result.Row64 = Row(first, ownRow + 64, rows, quads);
        result.Row96 = Row(first, ownRow + 96, rows, quads);
        return result;
    }

    /// <param name="target">The work item's quad in shared memory.</param>
    /// <param name="quad">First quad along K of the stage.</param>
    /// <param name="bytes">16, or 0 for zeros.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Begin<TCopy>(ArrayView<WordQuad> shared, int target, ArrayView<WordQuad> tensor, int quad, int bytes)
        where TCopy : struct, IAsyncCopy
    {
        TCopy.Copy(shared, target, tensor, Row0 + quad, bytes);
        TCopy.Copy(shared, target + StageCopy.GroupSize, tensor, Row32 + quad, bytes);
        TCopy.Copy(shared, target + 2 * StageCopy.GroupSize, tensor, Row64 + quad, bytes);
        TCopy.Copy(shared, target + 3 * StageCopy.GroupSize, tensor, Row96 + quad, bytes);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Row(int first, int row, int rows, int quads) => first + IntrinsicMath.Min(row, rows - 1) * quads;
}
