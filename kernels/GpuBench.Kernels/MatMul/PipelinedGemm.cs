using System.Runtime.CompilerServices;
using GpuBench.Kernels.Loading;
using GpuBench.Kernels.Storage;
using GpuBench.Kernels.TensorOps;
using ILGPU;
using ILGPU.Runtime;

namespace GpuBench.Kernels.MatMul;

/// <summary>
/// A 128x128 tile of C for a group of four warps, each with 64x64 sums in its registers; the operands are copied asynchronously in three
/// stages. What copies and what multiplies are type arguments.
/// </summary>
/// <remarks>
/// 2·M·N·K / 128 elements are read from global memory. A stage has 64 bytes along K of each row of A and column of B; edges are zeros in it.
/// K and N are multiples of a quad.
/// </remarks>
internal static class PipelinedGemm
{
    /// <summary>Rows and columns of C that a group computes.</summary>
    public const int Tile = 128;

    public const int SharedBytes = Stages * StageQuads * 16;

    private const int WarpTileSize = 64;
    private const int Stages = 3;
    private const int StageQuads = 2 * TileCopy.TileQuads;

    /// <summary>Of a row of A, in a stage.</summary>
    private const int QuadsOfK = 4;

    public static void Kernel<TCopy, TTileC, TTileB>(ArrayView<uint> a, ArrayView<uint> b, ArrayView<uint> c, MatMulSize shape)
        where TCopy : struct, IAsyncCopy
        where TTileC : struct, IWarpTile<TTileC>
        where TTileB : struct, IOperandTile
    {
        var shared = SharedMemory.Allocate<WordQuad>(Stages * StageQuads);
        var (tileRow, tileColumn) = TileOrder.Of(Grid.IdxX, TileCount(shape.M), TileCount(shape.N));
        int row = tileRow * Tile, column = tileColumn * Tile;
        int lane = Group.IdxX & 31, warp = Group.IdxX >> 5;
        int warpRow = (warp >> 1) * WarpTileSize, warpColumn = (warp & 1) * WarpTileSize;
        var aQuad = TTileC.QuadOfA(lane, warpRow);
        var bQuad = TileCopy.TileQuads + TTileC.QuadOfB(lane, warpColumn);
        var kQuads = shape.K / TTileC.ElementsPerQuad;
        var rowsOfA = CopyRows.Of<TileA>(Grid.IdxZ * shape.M * kQuads, row, shape.M, kQuads);
        var rowsOfB = RowsOfB<TTileC, TTileB>(column, 0, shape);

        // The stage that is multiplied, the one that is on its way, and the one that is free.
        int stage = 0, next = StageQuads, free = 2 * StageQuads;
        BeginStage<TCopy, TTileC, TTileB>(shared, stage, a, b, rowsOfA, rowsOfB, column, 0, shape);
        BeginStage<TCopy, TTileC, TTileB>(shared, next, a, b, rowsOfA, rowsOfB, column, 1, shape);
        TTileC sums = default;
        var steps = (kQuads + QuadsOfK - 1) / QuadsOfK;
        for (var step = 0; step < steps; step++)
        {
            // All threads are past the stage that the next copy overwrites; what is copied behind K is zeros that nobody reads.
            TCopy.AwaitAllButOne();
            BeginStage<TCopy, TTileC, TTileB>(shared, free, a, b, rowsOfA, rowsOfB, column, step + Stages - 1, shape);
            sums = sums.AddStage(shared, stage + aQuad, stage + bQuad);
            (stage, next, free) = (next, free, stage);
        }

        TCopy.AwaitOwn();
        sums.Write(shared, c.Cast<WordQuad>(), new TilePlace(Grid.IdxZ, row + warpRow, column + warpColumn, shape.M, shape.N));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void BeginStage<TCopy, TTileC, TTileB>(
        ArrayView<WordQuad> shared, int stage, ArrayView<uint> a, ArrayView<uint> b, CopyRows rowsOfA, CopyRows rowsOfB, int column, int step, MatMulSize shape)
        where TCopy : struct, IAsyncCopy
        where TTileC : struct, IWarpTile<TTileC>
        where TTileB : struct, IOperandTile
    {
        var kQuads = shape.K / TTileC.ElementsPerQuad;
        var k = step * QuadsOfK;
        TileCopy.Begin<TCopy, TileA>(shared, stage, a.Cast<WordQuad>(), rowsOfA, k, kQuads);
        if (TTileB.RunsAlongK)
            TileCopy.Begin<TCopy, TTileB>(shared, stage + TileCopy.TileQuads, b.Cast<WordQuad>(), rowsOfB, k, kQuads);
        else
            TileCopy.Begin<TCopy, TTileB>(shared, stage + TileCopy.TileQuads, b.Cast<WordQuad>(), RowsOfB<TTileC, TTileB>(column, step, shape), column / TTileC.ElementsPerQuad, shape.N / TTileC.ElementsPerQuad);
        TCopy.Commit();
    }

    /// <summary>B's rows in a step: its columns, which are those of every step, or some along K.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static CopyRows RowsOfB<TTileC, TTileB>(int column, int step, MatMulSize shape)
        where TTileC : struct, IWarpTile<TTileC>
        where TTileB : struct, IOperandTile
    {
        int kQuads = shape.K / TTileC.ElementsPerQuad, nQuads = shape.N / TTileC.ElementsPerQuad;
        return TTileB.RunsAlongK
            ? CopyRows.Of<TTileB>(Grid.IdxZ * shape.N * kQuads, column, shape.N, kQuads)
            : CopyRows.Of<TTileB>(Grid.IdxZ * shape.K * nQuads, step * QuadsOfK * TTileC.ElementsPerQuad, shape.K, nQuads);
    }

    /// <param name="arguments">What copies, what multiplies, and how B lies in shared memory.</param>
    public static KernelEntryPoint EntryPoint(IMatMulKernel owner, MatMulVariant variant, params Type[] arguments)
    {
        var method = typeof(PipelinedGemm).GetMethod(nameof(Kernel))!.MakeGenericMethod(arguments);
        return new KernelEntryPoint(owner.QualifiedName, variant.ToString(), method, TileCopy.GroupSize);
    }

    public static MatMulLaunch Load(Accelerator accelerator, KernelEntryPoint entryPoint)
    {
        ArgumentNullException.ThrowIfNull(accelerator);
        var launch = KernelLoader.Load<MatMulLauncher>(accelerator, entryPoint);
        return (stream, a, b, c, shape) =>
        {
            var grid = new Index3D(TileCount(shape.M) * TileCount(shape.N), 1, shape.BatchCount);
            launch(stream, new KernelConfig(grid, new Index3D(TileCopy.GroupSize, 1, 1)), a, b, c, shape);
        };
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int TileCount(int extent) => (extent - 1) / Tile + 1;
}

/// <summary>Which tile of C a group computes: the groups that run at the same time take a block of C that is about square, and so share most of what they read in the cache.</summary>
internal static class TileOrder
{
    /// <summary>Of tiles, which are taken column by column before the next rows.</summary>
    private const int BlockRows = 16;

    /// <param name="index">Of the group in a grid of <paramref name="rows"/> times <paramref name="columns"/> groups.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (int Row, int Column) Of(int index, int rows, int columns)
    {
        var firstRow = index / (columns * BlockRows) * BlockRows;
        var height = IntrinsicMath.Min(rows - firstRow, BlockRows);
        var within = index - firstRow * columns;
        return (firstRow + within % height, within / height);
    }
}
