using System.Runtime.CompilerServices;
using GpuBench.Kernels.Storage;
using GpuBench.Kernels.TensorOps;
using ILGPU;

namespace GpuBench.Kernels.MatMul;

/// <summary>The copies of a work item into a stage: quads at a fixed place of the tiles, further along K in each stage.</summary>
/// <remarks>Rows of A and columns of B past the end repeat the last one: what they give is not written to C.</remarks>
internal struct FfmaCopy
{
    /// <summary>Quads of a tile of A or B in a stage: 128 rows or columns by 16 of K.</summary>
    public const int TileQuads = 512;

    /// <summary>Quads along K of a stage.</summary>
    public const int QuadsOfK = 4;

    // First quads of the copied rows of A, at the item's quad along K.
    public int A0;
    public int A1;
    public int A2;
    public int A3;

    // The same for B if its rows run along K. Otherwise B0 is the first row's quad, and B1 the quads of a row.
    public int B0;
    public int B1;
    public int B2;
    public int B3;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FfmaCopy Of<TColumns>(int row, int column, int groupSize, MatMulSize shape)
        where TColumns : struct, IFfmaColumns
    {
        int item = Group.IdxX, kQuads = shape.K / 4, nQuads = shape.N / 4;
        int passRows = groupSize / QuadsOfK, tileRow = row + item / QuadsOfK, kQuad = item & (QuadsOfK - 1);
        var firstA = Grid.IdxZ * shape.M * kQuads + kQuad;
        FfmaCopy copy;
        copy.A0 = Row(firstA, tileRow, shape.M, kQuads);
        copy.A1 = Row(firstA, tileRow + passRows, shape.M, kQuads);
        copy.A2 = Row(firstA, tileRow + 2 * passRows, shape.M, kQuads);
        copy.A3 = Row(firstA, tileRow + 3 * passRows, shape.M, kQuads);
        if (TColumns.RunsAlongK)
        {
            var firstB = Grid.IdxZ * shape.N * kQuads + kQuad;
            var tileColumn = column + item / QuadsOfK;
            copy.B0 = Row(firstB, tileColumn, shape.N, kQuads);
            copy.B1 = Row(firstB, tileColumn + passRows, shape.N, kQuads);
            copy.B2 = Row(firstB, tileColumn + 2 * passRows, shape.N, kQuads);
            copy.B3 = Row(firstB, tileColumn + 3 * passRows, shape.N, kQuads);
            return copy;
        }

        copy.B0 = (Grid.IdxZ * shape.K + item / 32) * nQuads + IntrinsicMath.Min(column / 4 + (item & 31), nQuads - 1);
        copy.B1 = nQuads;
        copy.B2 = 0;
        copy.B3 = 0;
        return copy;
    }

    /// <summary>Starts the copies of a whole stage.</summary>
    /// <param name="quad">First quad along K.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Begin<TCopy, TColumns>(
        ArrayView<WordQuad> shared, int stage, ArrayView<WordQuad> a, ArrayView<WordQuad> b, int groupSize, int quad)
        where TCopy : struct, IAsyncCopy
        where TColumns : struct, IFfmaColumns => Begin<TCopy, TColumns>(shared, stage, a, b, groupSize, quad, QuadsOfK);

    /// <summary>Starts the copies of the first <paramref name="count"/> quads along K, and of zeros for the others of a stage.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Begin<TCopy, TColumns>(
        ArrayView<WordQuad> shared, int stage, ArrayView<WordQuad> a, ArrayView<WordQuad> b, int groupSize, int quad, int count)
        where TCopy : struct, IAsyncCopy
        where TColumns : struct, IFfmaColumns
    {
        int item = Group.IdxX;
        var bytes = Bytes(count - (item & (QuadsOfK - 1)), count);
        // Only groups of 256 read pairs of A, for which the quads of every second pair of rows are swapped.
        var target = stage + (groupSize == 128 ? item : item ^ ((item >> 3) & 1));
        TCopy.Copy(shared, target, a, A0 + quad, bytes);
        TCopy.Copy(shared, target + groupSize, a, A1 + quad, bytes);
        if (groupSize == 128)
        {
            TCopy.Copy(shared, target + 2 * groupSize, a, A2 + quad, bytes);
            TCopy.Copy(shared, target + 3 * groupSize, a, A3 + quad, bytes);
        }

        target = stage + TileQuads + TColumns.CopyQuad(item);
        if (TColumns.RunsAlongK)
        {
            TCopy.Copy(shared, target, b, B0 + quad, bytes);
            TCopy.Copy(shared, target + groupSize, b, B1 + quad, bytes);
            if (groupSize == 128)
            {
                TCopy.Copy(shared, target + 2 * groupSize, b, B2 + quad, bytes);
                TCopy.Copy(shared, target + 3 * groupSize, b, B3 + quad, bytes);
            }
        }
        else
        {
            // A pass copies one row a warp: four or eight of K.
            int kRows = groupSize / 32, first = B0 + quad * 4 * B1, next = kRows * B1, quadOfK = item / 128;
            TCopy.Copy(shared, target, b, first, Bytes(count - quadOfK, count));
            TCopy.Copy(shared, target + groupSize, b, first + next, Bytes(count - kRows / 4 - quadOfK, count));
            if (groupSize == 128)
            {
                TCopy.Copy(shared, target + 2 * groupSize, b, first + 2 * next, Bytes(count - 2, count));
                TCopy.Copy(shared, target + 3 * groupSize, b, first + 3 * next, Bytes(count - 3, count));
            }
        }

        TCopy.Commit();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Row(int first, int row, int rows, int quads) => first + IntrinsicMath.Min(row, rows - 1) * quads;

    /// <summary>16 if anything is left of <paramref name="count"/> quads, otherwise 0. A whole stage is a constant.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Bytes(int left, int count) => count == QuadsOfK ? 16 : 16 * TileCopy.Exists(left);
}
