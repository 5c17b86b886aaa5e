using GpuBench.Kernels.Storage;
using GpuBench.Kernels.TensorOps;
using ILGPU;

namespace GpuBench.Kernels.MatMul;

/// <summary>fp32 products without tensor cores: a group computes 128x128 of C, operands rotate through three stages of 8 along K.</summary>
internal static class FfmaShortGemm
{
    public const int Tile = 128;

    public const int SharedBytes = Stages * StageQuads * 16;

    private const int Stages = 3;
    private const int StageQuads = 2 * FfmaShortCopy.TileQuads;
    private const int QuadsOfK = FfmaShortCopy.QuadsOfK;
    private const int RowQuads = 4 * QuadsOfK;

    /// <summary>All of a stage is multiplied without a branch.</summary>
    public static void Straight<TCopy, TColumns, TSums>(ArrayView<uint> a, ArrayView<uint> b, ArrayView<uint> c, MatMulSize shape)
        where TCopy : struct, IAsyncCopy
        where TColumns : struct, IFfmaColumns
        where TSums : struct, IFfmaSums<TSums>
    {
        var shared = SharedMemory.Allocate<WordQuad>(Stages * StageQuads);
        var place = ShortLanePlace.Of<TColumns, TSums>(shape);
        var copy = FfmaShortCopy.Of<TColumns>(place.TileRow, place.TileColumn, TSums.GroupSize, shape);
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
            var tileA = shared.SubView(stage + place.QuadOfA, FfmaShortCopy.TileQuads);
            sums = sums.AddQuad(tileA, 0, RowQuads, TColumns.Load(shared, stage + place.QuadOfB, 0));
            quad = IntrinsicMath.Min(quad + QuadsOfK, last);
            copy.Begin<TCopy, TColumns>(shared, free, quadsOfA, quadsOfB, TSums.GroupSize, quad);
            sums = sums.AddQuad(tileA, 1, RowQuads, TColumns.Load(shared, stage + place.QuadOfB, 1));
            (stage, next, free) = (next, free, stage);
        }

        TCopy.AwaitOwn();
        sums.Write<TColumns>(c, place.InC(shape), Group.IdxX & 31);
    }

    /// <summary>The first fragments of a stage are loaded before the last products of the stage before.</summary>
    public static void Ahead<TCopy, TColumns, TSums>(ArrayView<uint> a, ArrayView<uint> b, ArrayView<uint> c, MatMulSize shape)
        where TCopy : struct, IAsyncCopy
        where TColumns : struct, IFfmaColumns
        where TSums : struct, IFfmaSums<TSums>
    {
        var shared = SharedMemory.Allocate<WordQuad>(Stages * StageQuads);
        var place = ShortLanePlace.Of<TColumns, TSums>(shape);
        var copy = FfmaShortCopy.Of<TColumns>(place.TileRow, place.TileColumn, TSums.GroupSize, shape);
        ArrayView<WordQuad> quadsOfA = a.Cast<WordQuad>(), quadsOfB = b.Cast<WordQuad>();
        int kQuads = shape.K / 4, steps = (kQuads + QuadsOfK - 1) / QuadsOfK, quad = kQuads - (steps - 1) * QuadsOfK;
        int stage = 0, next = StageQuads, free = 2 * StageQuads, last = kQuads - QuadsOfK;
        copy.Begin<TCopy, TColumns>(shared, stage, quadsOfA, quadsOfB, TSums.GroupSize, 0, quad);
        quad = IntrinsicMath.Min(quad, last);
        copy.Begin<TCopy, TColumns>(shared, next, quadsOfA, quadsOfB, TSums.GroupSize, quad);
        TCopy.AwaitAllButOne();
        var ahead = TColumns.Load(shared, stage + place.QuadOfB, 0);
        TSums sums = default;
        for (var step = 0; step < steps; step++)
        {
            var tileA = shared.SubView(stage + place.QuadOfA, FfmaShortCopy.TileQuads);
            sums = sums.AddQuad(tileA, 0, RowQuads, ahead);
            var block = TColumns.Load(shared, stage + place.QuadOfB, 1);
            // The empty group makes this a wait for the next stage. All threads have left the free stage.
            TCopy.Commit();
            TCopy.AwaitAllButOne();
            ahead = TColumns.Load(shared, next + place.QuadOfB, 0);
            sums = sums.AddQuad(tileA, 1, RowQuads, block);
            quad = IntrinsicMath.Min(quad + QuadsOfK, last);
            copy.Begin<TCopy, TColumns>(shared, free, quadsOfA, quadsOfB, TSums.GroupSize, quad);
            (stage, next, free) = (next, free, stage);
        }

        TCopy.AwaitOwn();
        sums.Write<TColumns>(c, place.InC(shape), Group.IdxX & 31);
    }
}
