using System.Runtime.CompilerServices;
using GpuBench.Kernels.Loading;
using GpuBench.Kernels.Storage;
using GpuBench.Kernels.TensorOps;
using ILGPU;
using ILGPU.Runtime;

namespace GpuBench.Kernels.MatMul;

/// <summary>Tensor cores: a 128x128 tile of C for a group of four warps, 64x64 sums in the registers of each, operands copied asynchronously in three stages.</summary>
/// <remarks>
/// 2·M·N·K FLOP; 2·M·N·K / 128 elements read from global memory. A stage has 64 bytes along K of each row of A and column of B: 32 elements
/// of 16 bits. Edges are zeros in the stages. Checked against a double-precision product by <c>MatMulTests</c> and, with emulated matrix
/// units, by <c>TensorTileTests</c>.
/// </remarks>
public sealed class TensorTileMatMul : IMatMulKernel
{
    private const int Tile = 128;
    private const int WarpTileSize = 64;
    private const int Stages = 3;
    private const int StageQuads = 2 * TileCopy.TileQuads;

    /// <summary>Of a row of A, in a stage.</summary>
    private const int QuadsOfK = 4;

    public string Name => "tensor-tile";

    public string Technique => "tensor cores on 128x128 tiles, 64x64 sums a warp, asynchronous copies in three stages";

    public IReadOnlyList<MatMulVariant> Variants => TensorVariants.All;

    public bool UsesMatrixUnits => true;

    public IReadOnlyList<KernelEntryPoint> EntryPoints => [.. Variants.Select(EntryPoint)];

    public string? WhyNot(DeviceTraits device, MatMulVariant variant, MatMulShape shape)
    {
        ArgumentNullException.ThrowIfNull(device);
        return MatMulRequirement.Served(this, variant, shape)
            ?? MatMulRequirement.MatrixUnits(device, variant.Types)
            ?? Requirement.GridRows(shape.BatchCount)
            ?? Requirement.Multiple("N", shape.N, 8)
            ?? Requirement.Multiple("K", shape.K, TensorVariants.ElementsPerQuad(variant));
    }

    private static void Kernel<TCopy, TOps, TRight>(ArrayView<uint> a, ArrayView<uint> b, ArrayView<uint> c, MatMulShape shape)
        where TCopy : struct, IAsyncCopy
        where TOps : struct, ITensorOps
        where TRight : struct, IOperandTile
    {
        var shared = SharedMemory.Allocate<WordQuad>(Stages * StageQuads);
        var (tileRow, tileColumn) = TileOrder.Of(Grid.IdxX, TileCount(shape.M), TileCount(shape.N));
        int row = tileRow * Tile, column = tileColumn * Tile;
        int lane = Group.IdxX & 31, warp = Group.IdxX >> 5;
        int warpRow = (warp >> 1) * WarpTileSize, warpColumn = (warp & 1) * WarpTileSize;
        var left = LeftRows.LaneQuad(lane, warpRow);
        var right = TileCopy.TileQuads + TRight.LaneQuad(lane, warpColumn);

        var kQuads = shape.K / TOps.ElementsPerQuad;
        var leftRows = CopyRows.Of<LeftRows>(Grid.IdxZ * shape.M * kQuads, row, shape.M, kQuads);
        var rightRows = RightRowsOf<TOps, TRight>(column, 0, shape);

        // The stage that is multiplied, the one that is on its way, and the one that is free.
        int stage = 0, next = StageQuads, free = 2 * StageQuads;
        BeginStage<TCopy, TOps, TRight>(shared, stage, a, b, leftRows, rightRows, column, 0, shape);
        BeginStage<TCopy, TOps, TRight>(shared, next, a, b, leftRows, rightRows, column, 1, shape);
        WarpTile sums = default;
        var steps = (kQuads + QuadsOfK - 1) / QuadsOfK;
        for (var step = 0; step < steps; step++)
        {
            // All threads are past the stage that the next copy overwrites; what is copied behind K is zeros that nobody reads.
            TCopy.AwaitAllButOne();
            BeginStage<TCopy, TOps, TRight>(shared, free, a, b, leftRows, rightRows, column, step + Stages - 1, shape);
            sums = sums.AddProduct<TOps, TRight>(shared, stage + left, stage + right);
            sums = sums.AddProduct<TOps, TRight>(shared, stage + LeftRows.SecondStep(left), stage + TRight.SecondStep(right));
            (stage, next, free) = (next, free, stage);
        }

        TCopy.AwaitOwn();
        var origin = Grid.IdxZ * shape.M * (shape.N / (8 / TOps.WordsPerPair));
        TileStore.Write<TOps>(shared, c.Cast<WordQuad>(), origin, row + warpRow, column + warpColumn, shape.M, shape.N, sums);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void BeginStage<TCopy, TOps, TRight>(
        ArrayView<WordQuad> shared, int stage, ArrayView<uint> a, ArrayView<uint> b, CopyRows leftRows, CopyRows rightRows, int column, int step, MatMulShape shape)
        where TCopy : struct, IAsyncCopy
        where TOps : struct, ITensorOps
        where TRight : struct, IOperandTile
    {
        var kQuads = shape.K / TOps.ElementsPerQuad;
        var k = step * QuadsOfK;
        TileCopy.Begin<TCopy, LeftRows>(shared, stage, a.Cast<WordQuad>(), leftRows, k, kQuads);
        if (TRight.RunsAlongK)
            TileCopy.Begin<TCopy, TRight>(shared, stage + TileCopy.TileQuads, b.Cast<WordQuad>(), rightRows, k, kQuads);
        else
            TileCopy.Begin<TCopy, TRight>(shared, stage + TileCopy.TileQuads, b.Cast<WordQuad>(), RightRowsOf<TOps, TRight>(column, step, shape), column / TOps.ElementsPerQuad, shape.N / TOps.ElementsPerQuad);
        TCopy.Commit();
    }

    /// <summary>B's rows in a step: its columns, which are those of every step, or some along K.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static CopyRows RightRowsOf<TOps, TRight>(int column, int step, MatMulShape shape)
        where TOps : struct, ITensorOps
        where TRight : struct, IOperandTile
    {
        int kQuads = shape.K / TOps.ElementsPerQuad, nQuads = shape.N / TOps.ElementsPerQuad;
        return TRight.RunsAlongK
            ? CopyRows.Of<TRight>(Grid.IdxZ * shape.N * kQuads, column, shape.N, kQuads)
            : CopyRows.Of<TRight>(Grid.IdxZ * shape.K * nQuads, step * QuadsOfK * TOps.ElementsPerQuad, shape.K, nQuads);
    }

    public MatMulLaunch Load(Accelerator accelerator, MatMulVariant variant) => Load(accelerator, EntryPoint(variant));

    /// <summary>For devices without matrix units: correct, and slower than every other kernel.</summary>
    internal static MatMulLaunch LoadEmulated(Accelerator accelerator, MatMulVariant variant) =>
        Load(accelerator, TensorVariants.Emulated(Kernel<PlainCopy, EmulatedTensorOps<Fp16Element, RightRows>, RightRows>, variant));

    private static MatMulLaunch Load(Accelerator accelerator, KernelEntryPoint entryPoint)
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
    private static int TileCount(int extent) => (extent - 1) / Tile + 1;

    private static KernelEntryPoint EntryPoint(MatMulVariant variant) =>
        TensorVariants.OnCuda(Kernel<CudaAsyncCopy, CudaTensorOps<Fp16Element, RightRows>, RightRows>, variant);
}
