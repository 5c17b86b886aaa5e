using System.Runtime.CompilerServices;
using GpuBench.Kernels.Loading;
using GpuBench.Kernels.Storage;
using GpuBench.Kernels.TensorOps;
using ILGPU;
using ILGPU.Runtime;

namespace GpuBench.Kernels.MatMul;

/// <summary>fp32 products without tensor cores: a group computes 128x128 of C, operands rotate through three stages of 16 along K.</summary>
internal static class FfmaGemm
{
    public const int Tile = 128;

    public const int SharedBytes = Stages * StageQuads * 16;

    private const int Stages = 3;
    private const int StageQuads = 2 * FfmaCopy.TileQuads;
    private const int QuadsOfK = FfmaCopy.QuadsOfK;
    private const int RowQuads = 4 * QuadsOfK;

    /// <summary>All of a stage is multiplied without a branch.</summary>
    public static void Straight<TCopy, TColumns, TSums>(ArrayView<uint> a, ArrayView<uint> b, ArrayView<uint> c, MatMulSize shape)
        where TCopy : struct, IAsyncCopy
        where TColumns : struct, IFfmaColumns
        where TSums : struct, IFfmaSums<TSums>
    {
        var shared = SharedMemory.Allocate<WordQuad>(Stages * StageQuads);
        var place = LanePlace.Of<TColumns, TSums>(shape);
        var copy = FfmaCopy.Of<TColumns>(place.TileRow, place.TileColumn, TSums.GroupSize, shape);
        ArrayView<WordQuad> quadsOfA = a.Cast<WordQuad>(), quadsOfB = b.Cast<WordQuad>();
        int kQuads = shape.K / 4, steps = (kQuads + QuadsOfK - 1) / QuadsOfK, quad = kQuads - (steps - 1) * QuadsOfK;
        // The first stage has the rest of K, so that all others are whole. Copies past K repeat the last stage and are not used.
        int stage = 0, next = StageQuads, free = 2 * StageQuads, last = kQuads - QuadsOfK;
        copy.Begin<TCopy, TColumns>(shared, stage, quadsOfA, quadsOfB, TSums.GroupSize, 0, quad);
        quad = IntrinsicMath.Min(quad, last);
        copy.Begin<TCopy, TColumns>(shared, next, quadsOfA, quadsOfB, TSums.GroupSize, quad);
        TSums sums = default;
        for (var step = 0; step < steps; step++)
        {
            TCopy.AwaitAllButOne();
            var tileA = shared.SubView(stage + place.QuadOfA, FfmaCopy.TileQuads);
            sums = sums.AddQuad(tileA, 0, RowQuads, TColumns.Load(shared, stage + place.QuadOfB, 0));
            quad = IntrinsicMath.Min(quad + QuadsOfK, last);
            copy.Begin<TCopy, TColumns>(shared, free, quadsOfA, quadsOfB, TSums.GroupSize, quad);
            sums = sums.AddQuad(tileA, 1, RowQuads, TColumns.Load(shared, stage + place.QuadOfB, 1));
            sums = sums.AddQuad(tileA, 2, RowQuads, TColumns.Load(shared, stage + place.QuadOfB, 2));
            sums = sums.AddQuad(tileA, 3, RowQuads, TColumns.Load(shared, stage + place.QuadOfB, 3));
            (stage, next, free) = (next, free, stage);
        }

        TCopy.AwaitOwn();
        sums.Write<TColumns>(c, place.InC(shape), Group.IdxX & 31);
    }

    public static MatMulLaunch Load(Accelerator accelerator, KernelEntryPoint entryPoint)
    {
        ArgumentNullException.ThrowIfNull(accelerator);
        var launch = KernelLoader.Load<MatMulLauncher>(accelerator, entryPoint);
        return (stream, a, b, c, shape) =>
        {
            var grid = new Index3D(PipelinedGemm.TileCount(shape.M) * PipelinedGemm.TileCount(shape.N), 1, shape.BatchCount);
            launch(stream, new KernelConfig(grid, new Index3D(entryPoint.MaxGroupSize, 1, 1)), a, b, c, shape);
        };
    }
}

/// <summary>Where a lane computes: its group's tile and its warp in C, and its first quads in the tiles of a stage.</summary>
internal struct LanePlace
{
    public int TileRow;
    public int TileColumn;
    public int Row;
    public int Column;
    public int QuadOfA;
    public int QuadOfB;

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
        place.QuadOfA = row * FfmaCopy.QuadsOfK + (TSums.GroupSize == 128 ? 0 : (row >> 1) & 1);
        place.QuadOfB = FfmaCopy.TileQuads + TColumns.LaneQuad(lane, column);
        return place;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly TilePlace InC(MatMulSize shape) => new(Grid.IdxZ, Row, Column, shape.M, shape.N);
}
