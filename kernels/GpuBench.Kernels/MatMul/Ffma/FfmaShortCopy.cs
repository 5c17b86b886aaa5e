using System.Runtime.CompilerServices;
using GpuBench.Kernels.Storage;
using GpuBench.Kernels.TensorOps;
using ILGPU;

namespace GpuBench.Kernels.MatMul;

/// <summary>As <see cref="FfmaCopy"/>, for stages of 8 of K and groups of 128: two quads of A and of B an item.</summary>
internal struct FfmaShortCopy
{
    public const int TileQuads = 256;

    public const int QuadsOfK = 2;

    public int A0;
    public int A1;

    // First quads of the copied rows of B if they run along K. Otherwise B0 is the first row's quad, and B1 the quads of a row.
    public int B0;
    public int B1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FfmaShortCopy Of<TColumns>(int row, int column, int groupSize, MatMulSize shape)
        where TColumns : struct, IFfmaColumns
    {
        int item = Group.IdxX, kQuads = shape.K / 4, nQuads = shape.N / 4;
        int passRows = groupSize / QuadsOfK, tileRow = row + item / QuadsOfK, kQuad = item & (QuadsOfK - 1);
        var firstA = Grid.IdxZ * shape.M * kQuads + kQuad;
        FfmaShortCopy copy;
        copy.A0 = Row(firstA, tileRow, shape.M, kQuads);
        copy.A1 = Row(firstA, tileRow + passRows, shape.M, kQuads);
        if (TColumns.RunsAlongK)
        {
            var firstB = Grid.IdxZ * shape.N * kQuads + kQuad;
            var tileColumn = column + item / QuadsOfK;
            copy.B0 = Row(firstB, tileColumn, shape.N, kQuads);
            copy.B1 = Row(firstB, tileColumn + passRows, shape.N, kQuads);
            return copy;
        }

        copy.B0 = (Grid.IdxZ * shape.K + item / 32) * nQuads + IntrinsicMath.Min(column / 4 + (item & 31), nQuads - 1);
        copy.B1 = nQuads;
        return copy;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Begin<TCopy, TColumns>(
        ArrayView<WordQuad> shared, int stage, ArrayView<WordQuad> a, ArrayView<WordQuad> b, int groupSize, int quad)
        where TCopy : struct, IAsyncCopy
        where TColumns : struct, IFfmaColumns => Begin<TCopy, TColumns>(shared, stage, a, b, groupSize, quad, QuadsOfK);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Begin<TCopy, TColumns>(
        ArrayView<WordQuad> shared, int stage, ArrayView<WordQuad> a, ArrayView<WordQuad> b, int groupSize, int quad, int count)
        where TCopy : struct, IAsyncCopy
        where TColumns : struct, IFfmaColumns
    {
        int item = Group.IdxX;
        var bytes = Bytes(count - (item & (QuadsOfK - 1)), count);
        var target = stage + item;
        TCopy.Copy(shared, target, a, A0 + quad, bytes);
        TCopy.Copy(shared, target + groupSize, a, A1 + quad, bytes);
        target = stage + TileQuads + TColumns.CopyQuad(item);
        if (TColumns.RunsAlongK)
        {
            TCopy.Copy(shared, target, b, B0 + quad, bytes);
            TCopy.Copy(shared, target + groupSize, b, B1 + quad, bytes);
        }
        else
        {
            var first = B0 + quad * 4 * B1;
            TCopy.Copy(shared, target, b, first, 16);
            TCopy.Copy(shared, target + groupSize, b, first + 4 * B1, Bytes(count - 1, count));
        }

        TCopy.Commit();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Row(int first, int row, int rows, int quads) => first + IntrinsicMath.Min(row, rows - 1) * quads;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Bytes(int left, int count) => count == QuadsOfK ? 16 : 16 * TileCopy.Exists(left);
}

/// <summary>B (K,N).</summary>
internal readonly struct FfmaShortColumnsNN : IFfmaColumns
{
    public static bool RunsAlongK => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int CopyQuad(int item) => item;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int LaneQuad(int lane, int column) => FfmaColumnsNN.LaneQuad(lane, column);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ColumnBlock Load(ArrayView<WordQuad> shared, int b, int quad) => FfmaColumnsNN.Load(shared, b, quad);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(ArrayView<uint> c, int row, int column, int lane, int width, LaneRow values) =>
        FfmaColumnsNN.Store(c, row, column, lane, width, values);
}

/// <summary>B (N,K): rows of two quads, permuted so that eight neighbouring rows are in different banks.</summary>
internal readonly struct FfmaShortColumnsNT : IFfmaColumns
{
    public static bool RunsAlongK => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int CopyQuad(int item) => Quad(item >> 1, item & 1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int LaneQuad(int lane, int column) => Quad(column + FfmaLane.Column(lane), 0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ColumnBlock Load(ArrayView<WordQuad> shared, int b, int quad) => FfmaColumnsNT.LoadRows(shared, b ^ quad, 8 * 2);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(ArrayView<uint> c, int row, int column, int lane, int width, LaneRow values) =>
        FfmaColumnsNT.Store(c, row, column, lane, width, values);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Quad(int row, int quad) => row * 2 + (quad ^ ((row >> 2) & 1));
}

internal static class ShortLanePlace
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanePlace Of<TColumns, TSums>(MatMulSize shape)
        where TColumns : struct, IFfmaColumns
        where TSums : struct, IFfmaSums<TSums>
    {
        var (tileRow, tileColumn) = TileOrder.Of(Grid.IdxX, PipelinedGemm.TileCount(shape.M), PipelinedGemm.TileCount(shape.N));
        int lane = Group.IdxX & 31, warp = Group.IdxX >> 5;
        int row = (warp >> 1) * TSums.WarpRows + FfmaLane.Row(lane), column = (warp & 1) * 64;
        LanePlace place;
        place.TileRow = tileRow * FfmaGemm.Tile;
        place.TileColumn = tileColumn * FfmaGemm.Tile;
        place.Row = place.TileRow + row;
        place.Column = place.TileColumn + column;
        place.QuadOfA = row * FfmaShortCopy.QuadsOfK;
        place.QuadOfB = FfmaShortCopy.TileQuads + TColumns.LaneQuad(lane, column);
        return place;
    }
}
