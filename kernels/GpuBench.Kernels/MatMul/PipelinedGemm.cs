using System.Runtime.CompilerServices;
using GpuBench.Kernels.Loading;
using GpuBench.Kernels.Storage;
using GpuBench.Kernels.TensorOps;
using ILGPU;
using ILGPU.Runtime;

namespace GpuBench.Kernels.MatMul;

/// <summary>
/// The body of <see cref="TensorTileMatMul"/>: a group of four warps computes a 128x128 tile of C, each warp 64x64 in registers. Operands
/// rotate through three stages. Type arguments choose the copy and the arithmetic.
/// </summary>
/// <remarks>
/// Reads 2·M·N·K / 128 elements from global memory. A stage holds 64 bytes along K of each row of A and column of B; elements past the
/// edge are zeros. Rows of A, B and C are multiples of 16 bytes.
/// </remarks>
internal static class PipelinedGemm
{
    /// <summary>Rows and columns of C in the tile of a group.</summary>
    public const int Tile = 128;

    public const int SharedBytes = Stages * StageQuads * 16;

    private const int WarpTileSize = 64;
    private const int Stages = 3;
    private const int StageQuads = 2 * TileCopy.TileQuads;

    /// <summary>Quads of a row of A in a stage.</summary>
    private const int QuadsOfK = 4;

    public static void Kernel<TCopy, TTileC, TTileB>(ArrayView<uint> a, ArrayView<uint> b, ArrayView<uint> c, MatMulSize shape)
        where TCopy : struct, IAsyncCopy
        where TTileC : struct, IWarpTile<TTileC>
        where TTileB : struct, IOperandTile
    {
        // A (M,K), B (K,N) or (N,K), C (M,N), row-major; a group computes 128x128 of C, a warp 64x64; a stage is 64 bytes along K.
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

        // Offsets of the stage to multiply, the stage in flight, and the free stage.
        int stage = 0, next = StageQuads, free = 2 * StageQuads;
        BeginStage<TCopy, TTileC, TTileB>(shared, stage, a, b, rowsOfA, rowsOfB, column, 0, shape);
        BeginStage<TCopy, TTileC, TTileB>(shared, next, a, b, rowsOfA, rowsOfB, column, 1, shape);
        TTileC sums = default;
        var steps = (kQuads + QuadsOfK - 1) / QuadsOfK;
        for (var step = 0; step < steps; step++)
        {
            // All threads have left the stage that the next copy overwrites. Copies past K write zeros that no thread reads.
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
        ArrayView<WordQuad> shared, int stage, ArrayView<uint> a, ArrayView<uint> b, CopyRows rowsOfA, CopyRows rowsOfB,
        int column, int step, MatMulSize shape)
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
            TileCopy.Begin<TCopy, TTileB>(
                shared, stage + TileCopy.TileQuads, b.Cast<WordQuad>(), RowsOfB<TTileC, TTileB>(column, step, shape),
                column / TTileC.ElementsPerQuad, shape.N / TTileC.ElementsPerQuad);
        TCopy.Commit();
    }

    /// <summary>The rows of B that a step copies. (N,K) rows are the same in every step; (K,N) rows are those of its K.</summary>
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

    /// <param name="arguments">The copy, the arithmetic, and the tile of B in shared memory.</param>
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
