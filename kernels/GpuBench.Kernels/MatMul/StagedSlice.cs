using System.Runtime.CompilerServices;
using GpuBench.Kernels.Storage;
using GpuBench.Kernels.TensorOps;
using ILGPU;

namespace GpuBench.Kernels.MatMul;

/// <summary>
/// For at most 64 rows: a group computes all rows of 128 columns, so that A is read once for 128 columns. A and B go through four stages of
/// 64 bytes along K in shared memory, in the order in which lanes read them: a quad of a lane is one access without bank conflicts.
/// </summary>
internal static class StagedSlice
{
    private const int GroupColumns = 128;
    private const int Lanes = 32;
    private const int BlocksOfA = 8;
    private const int StageQuads = (BlocksOfA + GroupColumns / 8) * Lanes;
    private const int Stages = 4;

    /// <summary>Quads of a row in a stage.</summary>
    private const int QuadsOfStep = 4;

    public static void Kernel<TPanel>(ArrayView<uint> a, ArrayView<uint> b, ArrayView<uint> c, MatMulSize shape)
        where TPanel : struct, ISlicePanel<TPanel>
    {
        // A (M,K) with M <= 64, B (N,K), C (M,N), row-major; a group computes Mx128 of C.
        var shared = SharedMemory.Allocate<WordQuad>(Stages * StageQuads);
        int lane = Group.IdxX & (Lanes - 1), warp = Group.IdxX / Lanes;
        var column = Grid.IdxX * GroupColumns + warp * TPanel.Columns;
        int kQuads = shape.K / TPanel.ElementsPerQuad, firstRow = Grid.IdxZ * shape.M, firstColumn = Grid.IdxZ * shape.N;
        var rowsOfA = new RowsAlongK(firstRow, firstRow + shape.M - 1, kQuads);
        var rowsOfB = new RowsAlongK(firstColumn + column, firstColumn + shape.N - 1, kQuads);
        var ownB = BlocksOfA * Lanes + warp * TPanel.Columns / 8 * Lanes + lane;
        int now = 0, next = StageQuads, later = 2 * StageQuads, free = 3 * StageQuads;
        TPanel.Begin(a, b, shared, now, ownB, rowsOfA, rowsOfB, lane & 3);
        TPanel.Begin(a, b, shared, next, ownB, rowsOfA, rowsOfB, (lane & 3) + QuadsOfStep);
        TPanel.Begin(a, b, shared, later, ownB, rowsOfA, rowsOfB, (lane & 3) + 2 * QuadsOfStep);
        TPanel sums = default;
        for (var quad = 0; quad < kQuads; quad += QuadsOfStep)
        {
            // All threads have left the stage that the next copy overwrites.
            TPanel.Await();
            TPanel.Begin(a, b, shared, free, ownB, rowsOfA, rowsOfB, quad + (lane & 3) + 3 * QuadsOfStep);
            sums = sums.AddStage(a, b, shared, now + lane, now + ownB);
            (now, next, later, free) = (next, later, free, now);
        }

        TPanel.AwaitOwn();
        sums.Write(c, new TilePlace(Grid.IdxZ, 0, column, shape.M, shape.N), lane);
    }
}

/// <summary>The sums of 64 rows and the columns of a warp.</summary>
internal interface ISlicePanel<TSelf>
    where TSelf : struct, ISlicePanel<TSelf>
{
    static abstract int ElementsPerQuad { get; }

    /// <summary>Columns of a warp.</summary>
    static abstract int Columns { get; }

    /// <summary>Starts to copy a stage: the warp's columns of B and its share of A.</summary>
    static abstract void Begin(
        ArrayView<uint> a, ArrayView<uint> b, ArrayView<WordQuad> shared, int stage, int ownB, RowsAlongK rowsOfA, RowsAlongK rowsOfB, int quad);

    static abstract void Await();

    static abstract void AwaitOwn();

    TSelf AddStage(ArrayView<uint> a, ArrayView<uint> b, ArrayView<WordQuad> shared, int placeA, int placeB);

    void Write(ArrayView<uint> c, TilePlace place, int lane);
}

/// <summary>The sums of 64 rows and 32 columns: 64 registers a lane.</summary>
internal struct SlicePanel32<TOps> : ISlicePanel<SlicePanel32<TOps>>
    where TOps : struct, ISliceOps
{
    public SliceTiles<TOps> Columns0;
    public SliceTiles<TOps> Columns16;

    public static int ElementsPerQuad => TOps.ElementsPerQuad;

    public static int Columns => 32;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Begin(
        ArrayView<uint> a, ArrayView<uint> b, ArrayView<WordQuad> shared, int stage, int ownB, RowsAlongK rowsOfA, RowsAlongK rowsOfB, int quad)
    {
        // Four warps: each copies two blocks of A.
        var warp = Group.IdxX / 32;
        TOps.Begin(shared, stage + Group.IdxX, a.Cast<WordQuad>(), rowsOfA, warp * 8, quad);
        TOps.Begin(shared, stage + Group.IdxX + 128, a.Cast<WordQuad>(), rowsOfA, warp * 8 + 32, quad);
        BeginB(b, shared, stage + ownB, rowsOfB, 0, quad);
        TOps.Commit();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void BeginB(ArrayView<uint> b, ArrayView<WordQuad> shared, int place, RowsAlongK rowsOfB, int first, int quad)
    {
        TOps.Begin(shared, place, b.Cast<WordQuad>(), rowsOfB, first, quad);
        TOps.Begin(shared, place + 32, b.Cast<WordQuad>(), rowsOfB, first + 8, quad);
        TOps.Begin(shared, place + 64, b.Cast<WordQuad>(), rowsOfB, first + 16, quad);
        TOps.Begin(shared, place + 96, b.Cast<WordQuad>(), rowsOfB, first + 24, quad);
    }

    public static void Await() => TOps.AwaitAllButTwo();

    public static void AwaitOwn() => TOps.AwaitOwn();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly SlicePanel32<TOps> AddStage(ArrayView<uint> a, ArrayView<uint> b, ArrayView<WordQuad> shared, int placeA, int placeB)
    {
        var pieces = SliceColumns.Staged(shared, placeB);
        SlicePanel32<TOps> sum;
        (sum.Columns0.Rows0, sum.Columns16.Rows0) = Rows(a, b, shared, placeA, pieces, Columns0.Rows0, Columns16.Rows0);
        (sum.Columns0.Rows16, sum.Columns16.Rows16) = Rows(a, b, shared, placeA + 64, pieces, Columns0.Rows16, Columns16.Rows16);
        (sum.Columns0.Rows32, sum.Columns16.Rows32) = Rows(a, b, shared, placeA + 128, pieces, Columns0.Rows32, Columns16.Rows32);
        (sum.Columns0.Rows48, sum.Columns16.Rows48) = Rows(a, b, shared, placeA + 192, pieces, Columns0.Rows48, Columns16.Rows48);
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Write(ArrayView<uint> c, TilePlace place, int lane)
    {
        Columns0.Write(c, place, lane);
        Columns16.Write(c, place with { Column = place.Column + 16 }, lane);
    }

    /// <summary>16 rows and 32 columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (SliceTile<TOps> Left, SliceTile<TOps> Right) Rows(
        ArrayView<uint> a, ArrayView<uint> b, ArrayView<WordQuad> shared, int placeA, SliceColumns pieces,
        SliceTile<TOps> left, SliceTile<TOps> right)
    {
        var upper = shared[placeA];
        var lower = shared[placeA + 32];
        return (left.AddPieces(a, b, upper, lower, pieces.Columns0, pieces.Columns8),
            right.AddPieces(a, b, upper, lower, pieces.Later0, pieces.Later8));
    }
}

/// <summary>The sums of 64 rows and 64 columns: 128 registers a lane.</summary>
internal struct SlicePanel64<TOps> : ISlicePanel<SlicePanel64<TOps>>
    where TOps : struct, ISliceOps
{
    public SlicePanel32<TOps> Columns0;
    public SlicePanel32<TOps> Columns32;

    public static int ElementsPerQuad => TOps.ElementsPerQuad;

    public static int Columns => 64;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Begin(
        ArrayView<uint> a, ArrayView<uint> b, ArrayView<WordQuad> shared, int stage, int ownB, RowsAlongK rowsOfA, RowsAlongK rowsOfB, int quad)
    {
        // Two warps: each copies four blocks of A.
        var warp = Group.IdxX / 32;
        TOps.Begin(shared, stage + Group.IdxX, a.Cast<WordQuad>(), rowsOfA, warp * 8, quad);
        TOps.Begin(shared, stage + Group.IdxX + 64, a.Cast<WordQuad>(), rowsOfA, warp * 8 + 16, quad);
        TOps.Begin(shared, stage + Group.IdxX + 128, a.Cast<WordQuad>(), rowsOfA, warp * 8 + 32, quad);
        TOps.Begin(shared, stage + Group.IdxX + 192, a.Cast<WordQuad>(), rowsOfA, warp * 8 + 48, quad);
        SlicePanel32<TOps>.BeginB(b, shared, stage + ownB, rowsOfB, 0, quad);
        SlicePanel32<TOps>.BeginB(b, shared, stage + ownB + 128, rowsOfB, 32, quad);
        TOps.Commit();
    }

    public static void Await() => TOps.AwaitAllButTwo();

    public static void AwaitOwn() => TOps.AwaitOwn();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly SlicePanel64<TOps> AddStage(ArrayView<uint> a, ArrayView<uint> b, ArrayView<WordQuad> shared, int placeA, int placeB)
    {
        SlicePanel64<TOps> sum;
        sum.Columns0 = Columns0.AddStage(a, b, shared, placeA, placeB);
        sum.Columns32 = Columns32.AddStage(a, b, shared, placeA, placeB + 128);
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Write(ArrayView<uint> c, TilePlace place, int lane)
    {
        Columns0.Write(c, place, lane);
        Columns32.Write(c, place with { Column = place.Column + 32 }, lane);
    }
}
