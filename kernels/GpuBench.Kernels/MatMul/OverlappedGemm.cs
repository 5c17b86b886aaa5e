using System.Runtime.CompilerServices;
using GpuBench.Kernels.Storage;
using GpuBench.Kernels.TensorOps;
using ILGPU;

namespace GpuBench.Kernels.MatMul;

/// <summary>As <see cref="PipelinedGemm"/>, with address arithmetic outside the loop, and loads and copies between the products.</summary>
internal static class OverlappedGemm
{
    private const int Tile = 128;
    private const int WarpTileSize = 64;
    private const int Stages = 3;
    private const int TileBytes = 16 * TileCopy.TileQuads;
    private const int StageBytes = 2 * TileBytes;

    /// <summary>Pieces are loaded after the barrier, and the copies start between the products of the first step.</summary>
    public static void Kernel<TCopy, TOps, TTileB>(ArrayView<uint> a, ArrayView<uint> b, ArrayView<uint> c, MatMulSize shape)
        where TCopy : struct, IAsyncCopy
        where TOps : struct, ITensorOps
        where TTileB : struct, IOperandTile
    {
        // A (M,K), B (K,N) or (N,K), C (M,N), row-major; a group computes 128x128 of C, a warp 64x64; a stage is 64 bytes along K.
        var shared = SharedMemory.Allocate<WordQuad>(Stages * StageBytes / 16);
        var (tileRow, tileColumn) = TileOrder.Of(Grid.IdxX, PipelinedGemm.TileCount(shape.M), PipelinedGemm.TileCount(shape.N));
        int row = tileRow * Tile, column = tileColumn * Tile;
        int lane = Group.IdxX & 31, warp = Group.IdxX >> 5;
        int warpRow = (warp >> 1) * WarpTileSize, warpColumn = (warp & 1) * WarpTileSize;
        var loads = LaneLoads.Of<TOps, TTileB>(shared, lane, warpRow, warpColumn);
        var copyA = CopyLanes.Of<TCopy, TileA>(shared, a, 0, Grid.IdxZ, row, shape.M, shape.K, TOps.ElementsPerQuad);
        var copyB = CopyLanes.Of<TCopy, TTileB>(
            shared, b, TileBytes, Grid.IdxZ, column, shape.N, shape.K, TOps.ElementsPerQuad);

        int stage = 0, next = StageBytes, free = 2 * StageBytes;
        (copyA, copyB) = CopyAll<TCopy, TTileB>(shared, copyA, copyB, stage);
        (copyA, copyB) = CopyAll<TCopy, TTileB>(shared, copyA, copyB, next);
        OverlappedSums<TOps, TTileB> sums = default;
        var stepElements = 4 * TOps.ElementsPerQuad;
        var steps = (shape.K + stepElements - 1) / stepElements;
        for (var step = 0; step < steps; step++)
        {
            TCopy.AwaitAllButOne();
            var first = Fragments.Load<TOps, TTileB>(shared, loads, stage, 0);
            var second = Fragments.Load<TOps, TTileB>(shared, loads, stage, 1);
            sums = sums.AddWithCopies<TCopy>(shared, first, copyA, copyB, free);
            TCopy.Commit();
            copyA = copyA.Next<TileA>();
            copyB = copyB.Next<TTileB>();
            sums = sums.Add(shared, second);
            (stage, next, free) = (next, free, stage);
        }

        TCopy.AwaitOwn();
        sums.Write(shared, c.Cast<WordQuad>(), new TilePlace(Grid.IdxZ, row + warpRow, column + warpColumn, shape.M, shape.N));
    }

    /// <summary>The pieces of the first step of the next stage are loaded before the products of the second step.</summary>
    public static void KernelAhead<TCopy, TOps, TTileB>(ArrayView<uint> a, ArrayView<uint> b, ArrayView<uint> c, MatMulSize shape)
        where TCopy : struct, IAsyncCopy
        where TOps : struct, ITensorOps
        where TTileB : struct, IOperandTile
    {
        var shared = SharedMemory.Allocate<WordQuad>(Stages * StageBytes / 16);
        var (tileRow, tileColumn) = TileOrder.Of(Grid.IdxX, PipelinedGemm.TileCount(shape.M), PipelinedGemm.TileCount(shape.N));
        int row = tileRow * Tile, column = tileColumn * Tile;
        int lane = Group.IdxX & 31, warp = Group.IdxX >> 5;
        int warpRow = (warp >> 1) * WarpTileSize, warpColumn = (warp & 1) * WarpTileSize;
        var loads = LaneLoads.Of<TOps, TTileB>(shared, lane, warpRow, warpColumn);
        var copyA = CopyLanes.Of<TCopy, TileA>(shared, a, 0, Grid.IdxZ, row, shape.M, shape.K, TOps.ElementsPerQuad);
        var copyB = CopyLanes.Of<TCopy, TTileB>(
            shared, b, TileBytes, Grid.IdxZ, column, shape.N, shape.K, TOps.ElementsPerQuad);

        int stage = 0, next = StageBytes, free = 2 * StageBytes;
        (copyA, copyB) = CopyAll<TCopy, TTileB>(shared, copyA, copyB, stage);
        (copyA, copyB) = CopyAll<TCopy, TTileB>(shared, copyA, copyB, next);
        TCopy.AwaitAllButOne();
        OverlappedSums<TOps, TTileB> sums = default;
        var first = Fragments.Load<TOps, TTileB>(shared, loads, stage, 0);
        var stepElements = 4 * TOps.ElementsPerQuad;
        var steps = (shape.K + stepElements - 1) / stepElements;
        for (var step = 0; step < steps; step++)
        {
            var second = Fragments.Load<TOps, TTileB>(shared, loads, stage, 1);
            sums = sums.AddWithCopies<TCopy>(shared, first, copyA, copyB, free);
            TCopy.Commit();
            copyA = copyA.Next<TileA>();
            copyB = copyB.Next<TTileB>();
            // The stage after this one is complete, and all threads have loaded the last pieces of this one.
            TCopy.AwaitAllButOne();
            first = Fragments.Load<TOps, TTileB>(shared, loads, next, 0);
            sums = sums.Add(shared, second);
            (stage, next, free) = (next, free, stage);
        }

        TCopy.AwaitOwn();
        sums.Write(shared, c.Cast<WordQuad>(), new TilePlace(Grid.IdxZ, row + warpRow, column + warpColumn, shape.M, shape.N));
    }

    /// <summary>As <see cref="KernelAhead"/>, in another shape of tile and stage, with shared memory of any size.</summary>
    public static void KernelShaped<TCopy, TOps, TTileB, TShape, TShared>(
        ArrayView<uint> a, ArrayView<uint> b, ArrayView<uint> c, MatMulSize shape)
        where TCopy : struct, IAsyncCopy
        where TOps : struct, ITensorOps
        where TTileB : struct, IOperandTile
        where TShape : struct, IOverlappedShape
        where TShared : struct, ISharedQuads
    {
        var shared = TShared.Quads;
        var (tileRow, tileColumn) = TileOrder.Of(
            Grid.IdxX, PipelinedGemm.TileCount(shape.M), OverlappedShape.TileColumns<TShape>(shape.N));
        int row = tileRow * Tile, column = tileColumn * Tile * TShape.TilesOfB;
        int lane = Group.IdxX & 31, warp = Group.IdxX >> 5;
        int warpRow = (warp & 1) * WarpTileSize, warpColumn = (warp >> 1) * WarpTileSize;
        var loads = LaneLoads.Of<TOps, TTileB>(shared, lane, warpRow, warpColumn);
        // With two tiles of B each half of the group copies one, and half of A's tile.
        var half = Group.IdxX / TileCopy.GroupSize;
        var copyA = CopyLanes.Of<TCopy, TileA>(
            shared, a, 0, Grid.IdxZ, row + half * 64, shape.M, shape.K, TOps.ElementsPerQuad);
        copyA.Target += half * (TileBytes / 2);
        var copyB = CopyLanes.Of<TCopy, TTileB>(
            shared, b, TileBytes * (1 + half), Grid.IdxZ, column + half * Tile, shape.N, shape.K, TOps.ElementsPerQuad);

        var slotBytes = (1 + TShape.TilesOfB) * TileBytes;
        var stageBytes = TShape.SlotsOfStage * slotBytes;
        var ringBytes = TShape.Stages * stageBytes;
        for (var ahead = 0; ahead < ringBytes - stageBytes; ahead += stageBytes)
        {
            (copyA, copyB) = CopySlot<TCopy, TTileB, TShape>(shared, copyA, copyB, ahead);
            if (TShape.SlotsOfStage > 1)
                (copyA, copyB) = CopySlot<TCopy, TTileB, TShape>(shared, copyA, copyB, ahead + slotBytes);
            TCopy.Commit();
        }

        Await<TCopy, TShape>();
        OverlappedSums<TOps, TTileB> sums = default;
        var first = Fragments.Load<TOps, TTileB>(shared, loads, 0, 0);
        int free = ringBytes - stageBytes, stage = 0, next = stageBytes;
        var stageElements = 4 * TShape.SlotsOfStage * TOps.ElementsPerQuad;
        var steps = (shape.K + stageElements - 1) / stageElements;
        for (var step = 0; step < steps; step++)
        {
            var second = Fragments.Load<TOps, TTileB>(shared, loads, stage, 1);
            sums = sums.AddWithCopies<TCopy, TShape>(shared, first, copyA, copyB, free);
            copyA = copyA.Next<TileA>();
            copyB = copyB.Next<TTileB>();
            if (TShape.SlotsOfStage > 1)
            {
                first = Fragments.Load<TOps, TTileB>(shared, loads, stage + slotBytes, 0);
                sums = sums.Add(shared, second);
                second = Fragments.Load<TOps, TTileB>(shared, loads, stage + slotBytes, 1);
                sums = sums.AddWithCopies<TCopy, TShape>(shared, first, copyA, copyB, free + slotBytes);
                copyA = copyA.Next<TileA>();
                copyB = copyB.Next<TTileB>();
            }

            TCopy.Commit();
            Await<TCopy, TShape>();
            first = Fragments.Load<TOps, TTileB>(shared, loads, next, 0);
            sums = sums.Add(shared, second);
            (free, stage) = (stage, next);
            next = IntrinsicMath.Min(next + stageBytes, ringBytes);
            next = next == ringBytes ? 0 : next;
        }

        TCopy.AwaitOwn();
        sums.Write(shared, c.Cast<WordQuad>(), new TilePlace(Grid.IdxZ, row + warpRow, column + warpColumn, shape.M, shape.N));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Await<TCopy, TShape>()
        where TCopy : struct, IAsyncCopy
        where TShape : struct, IOverlappedShape
    {
        if (TShape.Stages > 3)
            TCopy.AwaitAllButTwo();
        else
            TCopy.AwaitAllButOne();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (CopyLanes A, CopyLanes B) CopySlot<TCopy, TTileB, TShape>(
        ArrayView<WordQuad> shared, CopyLanes a, CopyLanes b, int slot)
        where TCopy : struct, IAsyncCopy
        where TTileB : struct, IOperandTile
        where TShape : struct, IOverlappedShape
    {
        a.CopyFirstHalf<TCopy, TileA>(shared, slot);
        if (TShape.TilesOfB == 1)
            a.CopySecondHalf<TCopy, TileA>(shared, slot);
        b.CopyFirstHalf<TCopy, TTileB>(shared, slot);
        b.CopySecondHalf<TCopy, TTileB>(shared, slot);
        return (a.Next<TileA>(), b.Next<TTileB>());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (CopyLanes A, CopyLanes B) CopyAll<TCopy, TTileB>(ArrayView<WordQuad> shared, CopyLanes a, CopyLanes b, int stage)
        where TCopy : struct, IAsyncCopy
        where TTileB : struct, IOperandTile
    {
        a.CopyFirstHalf<TCopy, TileA>(shared, stage);
        a.CopySecondHalf<TCopy, TileA>(shared, stage);
        b.CopyFirstHalf<TCopy, TTileB>(shared, stage);
        b.CopySecondHalf<TCopy, TTileB>(shared, stage);
        TCopy.Commit();
        return (a.Next<TileA>(), b.Next<TTileB>());
    }
}

/// <summary>A group's tile of C and its stages in shared memory. A slot is 64 bytes along K.</summary>
internal interface IOverlappedShape
{
    /// <summary>Tiles of 128 columns, 1 or 2; a group has 128 work items for each.</summary>
    static abstract int TilesOfB { get; }

    /// <summary>Slots that one barrier completes, 1 or 2.</summary>
    static abstract int SlotsOfStage { get; }

    /// <summary>3 or 4.</summary>
    static abstract int Stages { get; }
}

/// <summary>128x128, and a barrier for 128 bytes along K: 96 KiB.</summary>
internal readonly struct DeepShape : IOverlappedShape
{
    public static int TilesOfB => 1;

    public static int SlotsOfStage => 2;

    public static int Stages => 3;
}

/// <summary>128x128, four stages: 64 KiB.</summary>
internal readonly struct LongShape : IOverlappedShape
{
    public static int TilesOfB => 1;

    public static int SlotsOfStage => 1;

    public static int Stages => 4;
}

/// <summary>128x256, four stages: 96 KiB.</summary>
internal readonly struct WideShape : IOverlappedShape
{
    public static int TilesOfB => 2;

    public static int SlotsOfStage => 1;

    public static int Stages => 4;
}

/// <summary>128x256, and a barrier for 128 bytes along K: 144 KiB.</summary>
internal readonly struct WideDeepShape : IOverlappedShape
{
    public static int TilesOfB => 2;

    public static int SlotsOfStage => 2;

    public static int Stages => 3;
}

internal static class OverlappedShape
{
    public const int SlotTileBytes = 16 * TileCopy.TileQuads;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int TileColumns<TShape>(int n)
        where TShape : struct, IOverlappedShape =>
        (n - 1) / (128 * TShape.TilesOfB) + 1;

    public static int SharedBytes<TShape>()
        where TShape : struct, IOverlappedShape =>
        (1 + TShape.TilesOfB) * TShape.SlotsOfStage * TShape.Stages * SlotTileBytes;
}

/// <summary>The shared memory of a group.</summary>
internal interface ISharedQuads
{
    static abstract ArrayView<WordQuad> Quads { get; }
}

/// <summary>Memory whose size the launch gives; it may be more than 48 KiB.</summary>
internal readonly struct DynamicQuads : ISharedQuads
{
    public static ArrayView<WordQuad> Quads
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => SharedMemory.GetDynamic<WordQuad>();
    }
}

/// <summary>144 KiB, for devices that are processors.</summary>
internal readonly struct StaticQuads : ISharedQuads
{
    public static ArrayView<WordQuad> Quads
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => SharedMemory.Allocate<WordQuad>(144 * 1024 / 16);
    }
}

/// <summary>The addresses of a lane's pieces, relative to the offset of a stage.</summary>
internal struct LaneLoads
{
    public PieceOffsets A;
    public PieceOffsets B;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneLoads Of<TOps, TTileB>(ArrayView<WordQuad> shared, int lane, int warpRow, int warpColumn)
        where TOps : struct, ITensorOps
        where TTileB : struct, IOperandTile
    {
        var origin = (int)TOps.Origin(shared);
        LaneLoads loads;
        loads.A = TileA.Offsets(TileA.LaneQuad(lane, warpRow)).Plus(origin);
        // Tiles of B have 128 columns and follow each other.
        var tileB = TileCopy.TileQuads * (1 + warpColumn / 128);
        loads.B = TTileB.Offsets(tileB + TTileB.LaneQuad(lane, warpColumn & 127)).Plus(origin);
        return loads;
    }
}

/// <summary>The registers of one step: 64 rows of A, 64 columns of B.</summary>
internal struct Fragments
{
    public WordQuad A0;
    public WordQuad A16;
    public WordQuad A32;
    public WordQuad A48;
    public WordQuad B0;
    public WordQuad B16;
    public WordQuad B32;
    public WordQuad B48;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Fragments Load<TOps, TTileB>(ArrayView<WordQuad> shared, LaneLoads loads, int stage, int step)
        where TOps : struct, ITensorOps
        where TTileB : struct, IOperandTile
    {
        var a = loads.A.Plus(stage);
        var b = loads.B.Plus(stage);
        Fragments result;
        result.A0 = TOps.LoadAAt(shared, (uint)TileA.Offset(a, 0, step));
        result.B0 = TOps.LoadBAt(shared, (uint)TTileB.Offset(b, 0, step));
        result.B16 = TOps.LoadBAt(shared, (uint)TTileB.Offset(b, 1, step));
        result.B32 = TOps.LoadBAt(shared, (uint)TTileB.Offset(b, 2, step));
        result.B48 = TOps.LoadBAt(shared, (uint)TTileB.Offset(b, 3, step));
        result.A16 = TOps.LoadAAt(shared, (uint)TileA.Offset(a, 1, step));
        result.A32 = TOps.LoadAAt(shared, (uint)TileA.Offset(a, 2, step));
        result.A48 = TOps.LoadAAt(shared, (uint)TileA.Offset(a, 3, step));
        return result;
    }
}

/// <summary>The four rows of a tile from which a work item copies a quad each, and the place in the next stage.</summary>
internal struct CopyLanes
{
    public ArrayView<WordQuad> Row0;
    public ArrayView<WordQuad> Row1;
    public ArrayView<WordQuad> Row2;
    public ArrayView<WordQuad> Row3;

    /// <summary>Quad in each row.</summary>
    public int Index;

    /// <summary>What <see cref="Index"/> grows by in a stage.</summary>
    public int Stride;

    /// <summary>Position along K, in quads or rows.</summary>
    public int K;

    /// <summary>End of K for each row.</summary>
    public int End0;
    public int End1;
    public int End2;
    public int End3;

    /// <summary>Address of the first quad in stage 0.</summary>
    public int Target;

    /// <param name="tileBytes">Offset of the tile in a stage.</param>
    /// <param name="first">First row of A or column of B.</param>
    /// <param name="extent">Rows of A or columns of B.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static CopyLanes Of<TCopy, TTile>(
        ArrayView<WordQuad> shared, ArrayView<uint> tensor, int tileBytes, int batch, int first, int extent, int k, int elementsPerQuad)
        where TCopy : struct, IAsyncCopy
        where TTile : struct, IOperandTile
    {
        int thread = Group.IdxX & (TileCopy.GroupSize - 1);
        int tileRow = thread >> TTile.QuadBits, tileQuad = thread & ((1 << TTile.QuadBits) - 1);
        var passRows = TileCopy.GroupSize >> TTile.QuadBits;
        var quads = tensor.Cast<WordQuad>();
        CopyLanes lanes;
        lanes.Target = (int)TCopy.Origin(shared) + tileBytes + 16 * TTile.Quad(tileRow, tileQuad);
        if (TTile.RunsAlongK)
        {
            // Rows past the end are never stored, so they may have any values.
            var kQuads = k / elementsPerQuad;
            var origin = batch * extent * kQuads;
            lanes.Row0 = quads.SubView(origin + IntrinsicMath.Min(first + tileRow, extent - 1) * kQuads);
            lanes.Row1 = quads.SubView(origin + IntrinsicMath.Min(first + tileRow + passRows, extent - 1) * kQuads);
            lanes.Row2 = quads.SubView(origin + IntrinsicMath.Min(first + tileRow + 2 * passRows, extent - 1) * kQuads);
            lanes.Row3 = quads.SubView(origin + IntrinsicMath.Min(first + tileRow + 3 * passRows, extent - 1) * kQuads);
            lanes.Index = tileQuad;
            lanes.Stride = 4;
            lanes.K = tileQuad;
            lanes.End0 = kQuads;
            lanes.End1 = kQuads;
            lanes.End2 = kQuads;
            lanes.End3 = kQuads;
        }
        else
        {
            var nQuads = extent / elementsPerQuad;
            var origin = batch * k * nQuads;
            lanes.Row0 = quads.SubView(origin + IntrinsicMath.Min(tileRow, k - 1) * nQuads);
            lanes.Row1 = quads.SubView(origin + IntrinsicMath.Min(tileRow + passRows, k - 1) * nQuads);
            lanes.Row2 = quads.SubView(origin + IntrinsicMath.Min(tileRow + 2 * passRows, k - 1) * nQuads);
            lanes.Row3 = quads.SubView(origin + IntrinsicMath.Min(tileRow + 3 * passRows, k - 1) * nQuads);
            lanes.Index = IntrinsicMath.Min(first / elementsPerQuad + tileQuad, nQuads - 1);
            lanes.Stride = 4 * elementsPerQuad * nQuads;
            lanes.K = tileRow;
            lanes.End0 = k;
            lanes.End1 = k - passRows;
            lanes.End2 = k - 2 * passRows;
            lanes.End3 = k - 3 * passRows;
        }

        return lanes;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void CopyFirstHalf<TCopy, TTile>(ArrayView<WordQuad> shared, int stage)
        where TCopy : struct, IAsyncCopy
        where TTile : struct, IOperandTile
    {
        var target = (uint)(stage + Target);
        TCopy.CopyTo(shared, target, Row0, Index, K >= End0);
        TCopy.CopyTo(shared, target + 16 * TileCopy.GroupSize, Row1, Index, K >= End1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void CopySecondHalf<TCopy, TTile>(ArrayView<WordQuad> shared, int stage)
        where TCopy : struct, IAsyncCopy
        where TTile : struct, IOperandTile
    {
        var target = (uint)(stage + Target);
        TCopy.CopyTo(shared, target + 2 * 16 * TileCopy.GroupSize, Row2, Index, K >= End2);
        TCopy.CopyTo(shared, target + 3 * 16 * TileCopy.GroupSize, Row3, Index, K >= End3);
    }

    /// <summary>The same for the next stage. A stage has four quads along K of a row, or the k of four quads.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly CopyLanes Next<TTile>()
        where TTile : struct, IOperandTile
    {
        var next = this;
        next.Index = Index + Stride;
        next.K = K + (TTile.RunsAlongK ? 4 : (TileCopy.GroupSize >> TTile.QuadBits) * 4);
        return next;
    }
}

/// <summary>As <see cref="WarpTile{TOps, TTileB}"/>, from pieces in registers.</summary>
internal struct OverlappedSums<TOps, TTileB>
    where TOps : struct, ITensorOps
    where TTileB : struct, IOperandTile
{
    public WarpRow<TOps> Rows0;
    public WarpRow<TOps> Rows16;
    public WarpRow<TOps> Rows32;
    public WarpRow<TOps> Rows48;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly OverlappedSums<TOps, TTileB> Add(ArrayView<WordQuad> shared, Fragments x)
    {
        OverlappedSums<TOps, TTileB> sum;
        sum.Rows0 = Rows0.AddProduct(shared, x.A0, x.B0, x.B16, x.B32, x.B48);
        sum.Rows16 = Rows16.AddProduct(shared, x.A16, x.B0, x.B16, x.B32, x.B48);
        sum.Rows32 = Rows32.AddProduct(shared, x.A32, x.B0, x.B16, x.B32, x.B48);
        sum.Rows48 = Rows48.AddProduct(shared, x.A48, x.B0, x.B16, x.B32, x.B48);
        return sum;
    }

    /// <summary>The same, with the copies of a stage between the products.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly OverlappedSums<TOps, TTileB> AddWithCopies<TCopy>(
        ArrayView<WordQuad> shared, Fragments x, CopyLanes copyA, CopyLanes copyB, int free)
        where TCopy : struct, IAsyncCopy
    {
        OverlappedSums<TOps, TTileB> sum;
        sum.Rows0 = Rows0.AddProduct(shared, x.A0, x.B0, x.B16, x.B32, x.B48);
        TCopy.AwaitReaders();
        copyA.CopyFirstHalf<TCopy, TileA>(shared, free);
        copyA.CopySecondHalf<TCopy, TileA>(shared, free);
        sum.Rows16 = Rows16.AddProduct(shared, x.A16, x.B0, x.B16, x.B32, x.B48);
        copyB.CopyFirstHalf<TCopy, TTileB>(shared, free);
        sum.Rows32 = Rows32.AddProduct(shared, x.A32, x.B0, x.B16, x.B32, x.B48);
        copyB.CopySecondHalf<TCopy, TTileB>(shared, free);
        sum.Rows48 = Rows48.AddProduct(shared, x.A48, x.B0, x.B16, x.B32, x.B48);
        return sum;
    }

    /// <summary>The same, with the copies of a slot.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly OverlappedSums<TOps, TTileB> AddWithCopies<TCopy, TShape>(
        ArrayView<WordQuad> shared, Fragments x, CopyLanes copyA, CopyLanes copyB, int free)
        where TCopy : struct, IAsyncCopy
        where TShape : struct, IOverlappedShape
    {
        OverlappedSums<TOps, TTileB> sum;
        sum.Rows0 = Rows0.AddProduct(shared, x.A0, x.B0, x.B16, x.B32, x.B48);
        TCopy.AwaitReaders();
        copyA.CopyFirstHalf<TCopy, TileA>(shared, free);
        if (TShape.TilesOfB == 1)
            copyA.CopySecondHalf<TCopy, TileA>(shared, free);
        sum.Rows16 = Rows16.AddProduct(shared, x.A16, x.B0, x.B16, x.B32, x.B48);
        copyB.CopyFirstHalf<TCopy, TTileB>(shared, free);
        sum.Rows32 = Rows32.AddProduct(shared, x.A32, x.B0, x.B16, x.B32, x.B48);
        copyB.CopySecondHalf<TCopy, TTileB>(shared, free);
        sum.Rows48 = Rows48.AddProduct(shared, x.A48, x.B0, x.B16, x.B32, x.B48);
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Write(ArrayView<WordQuad> shared, ArrayView<WordQuad> c, TilePlace place)
    {
        TileStore.Write(shared, c, place, Rows0);
        TileStore.Write(shared, c, place.Below(TileStore.Rows), Rows16);
        TileStore.Write(shared, c, place.Below(2 * TileStore.Rows), Rows32);
        TileStore.Write(shared, c, place.Below(3 * TileStore.Rows), Rows48);
    }
}
