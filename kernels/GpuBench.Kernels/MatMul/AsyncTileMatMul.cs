using GpuBench.Kernels.Loading;
using GpuBench.Kernels.Storage;
using GpuBench.Kernels.TensorOps;
using ILGPU;
using ILGPU.Runtime;

namespace GpuBench.Kernels.MatMul;

/// <summary>Over <see cref="RegisterTileMatMul"/>: 128x128 tiles, copied asynchronously in three stages of 16 along K.</summary>
/// <remarks>
/// Reads 2·M·N·K / 128 elements from global memory, and at most 24 times 16 bytes of shared memory for 512 multiply-adds of a work item.
/// The products of a stage are written out without a branch, so that the compiler loads operands while it multiplies others. Checked
/// against a double-precision product by <c>MatMulTests</c>.
/// </remarks>
public sealed class AsyncTileMatMul : IMatMulKernel
{
    /// <summary>Rows and columns of C in the tile of a group.</summary>
    private const int Tile = 128;

    private const int WarpTile = 64;
    private const int GroupSize = StageCopy.GroupSize;
    private const int Stages = 3;
    private const int StageQuads = 2 * StageCopy.TileQuads;
    private const int SharedBytes = Stages * StageQuads * 16;
    private const int QuadsOfK = StageCopy.QuadsOfK;

    public string Name => "async-tile";

    public string Technique => "128x128 tiles, 16x8 elements of C in registers, asynchronous copies in three stages";

    public IReadOnlyList<MatMulVariant> Variants { get; } = [.. MatMulVariant.Of(MatMulTypes.Fp32)];

    public IReadOnlyList<KernelEntryPoint> EntryPoints => [.. Variants.Select(variant => EntryPoint(variant, typeof(CudaAsyncCopy)))];

    public string? RefusalReason(DeviceTraits device, MatMulVariant variant, MatMulSize shape)
    {
        ArgumentNullException.ThrowIfNull(device);
        return MatMulRequirement.Served(this, variant, shape)
            ?? Requirement.GroupSize(device, GroupSize)
            ?? Requirement.SharedMemory(device, SharedBytes)
            ?? Requirement.GridRows(shape.BatchCount)
            ?? Requirement.Multiple("N", shape.N, 4)
            ?? Requirement.Multiple("K", shape.K, 4)
            ?? Requirement.AtLeast("K", shape.K, 4 * QuadsOfK);
    }

    /// <summary>True if copies are asynchronous and there is a tile for each multiprocessor. Otherwise smaller tiles win.</summary>
    internal static bool FillsDevice(DeviceTraits device, MatMulSize shape) =>
        device.ComputeCapability >= ComputeCapabilities.Ampere
        && (long)TileCount(shape.M) * TileCount(shape.N) * shape.BatchCount >= device.MultiprocessorCount;

    private static void Kernel<TCopy, TColumns>(ArrayView<uint> a, ArrayView<uint> b, ArrayView<uint> c, MatMulSize shape)
        where TCopy : struct, IAsyncCopy
        where TColumns : struct, ILaneColumns
    {
        // A (M,K), B (K,N) or (N,K), C (M,N), row-major; a group computes 128x128 of C, a warp 64x64, a lane 16x8; a stage is 16 of K.
        var shared = SharedMemory.Allocate<WordQuad>(Stages * StageQuads);
        ArrayView<WordQuad> quadsOfA = a.Cast<WordQuad>(), quadsOfB = b.Cast<WordQuad>();
        var (tileRow, tileColumn) = TileOrder.Of(Grid.IdxX, TileCount(shape.M), TileCount(shape.N));
        int firstRow = tileRow * Tile, firstColumn = tileColumn * Tile;
        int lane = Group.IdxX & 31, warp = Group.IdxX >> 5;
        int row = (warp >> 1) * WarpTile + LaneTile.Row(lane), column = (warp & 1) * WarpTile;
        int quadOfA = row * QuadsOfK, quadOfB = StageCopy.TileQuads + TColumns.LaneQuad(lane, column);
        var copy = StageCopy.Of<TColumns>(firstRow, firstColumn, shape);

        // The first stage has the remainder of K, so that the others are whole. Copies past K repeat the last stage; no lane reads them.
        int kQuads = shape.K / 4, steps = (kQuads + QuadsOfK - 1) / QuadsOfK, quad = kQuads - (steps - 1) * QuadsOfK;
        int stage = 0, next = StageQuads, free = 2 * StageQuads, lastQuad = kQuads - QuadsOfK;
        copy.Begin<TCopy, TColumns>(shared, stage, quadsOfA, quadsOfB, 0, StageBytes.Of(quad));
        quad = IntrinsicMath.Min(quad, lastQuad);
        copy.Begin<TCopy, TColumns>(shared, next, quadsOfA, quadsOfB, quad, StageBytes.Whole);
        LaneTile sums = default;
        for (var step = 0; step < steps; step++)
        {
            // All threads have left the stage that the next copy overwrites. Its addresses are computed while products are under way.
            TCopy.AwaitAllButOne();
            var tileA = shared.SubView(stage + quadOfA, StageCopy.TileQuads);
            sums = sums.AddQuad(tileA, 0, TColumns.Load(shared, stage + quadOfB, 0));
            quad = IntrinsicMath.Min(quad + QuadsOfK, lastQuad);
            copy.Begin<TCopy, TColumns>(shared, free, quadsOfA, quadsOfB, quad, StageBytes.Whole);
            sums = sums.AddQuad(tileA, 1, TColumns.Load(shared, stage + quadOfB, 1));
            sums = sums.AddQuad(tileA, 2, TColumns.Load(shared, stage + quadOfB, 2));
            sums = sums.AddQuad(tileA, 3, TColumns.Load(shared, stage + quadOfB, 3));
            (stage, next, free) = (next, free, stage);
        }

        TCopy.AwaitOwn();
        sums.Write<TColumns>(c, new(Grid.IdxZ, firstRow + row, firstColumn + column, shape.M, shape.N));
    }

    /// <summary>Uses <c>cp.async</c> on CUDA from sm_80 on, and plain copies elsewhere.</summary>
    public MatMulLaunch Load(Accelerator accelerator, MatMulVariant variant)
    {
        var isAsynchronous = DeviceTraits.Of(accelerator).ComputeCapability >= ComputeCapabilities.Ampere;
        var entryPoint = EntryPoint(variant, isAsynchronous ? typeof(CudaAsyncCopy) : typeof(PlainCopy));
        var launch = KernelLoader.Load<MatMulLauncher>(accelerator, entryPoint);
        return (stream, a, b, c, shape) =>
        {
            var grid = new Index3D(TileCount(shape.M) * TileCount(shape.N), 1, shape.BatchCount);
            launch(stream, new KernelConfig(grid, new Index3D(GroupSize, 1, 1)), a, b, c, shape);
        };
    }

    private KernelEntryPoint EntryPoint(MatMulVariant variant, Type copy) => MatMulEntryPoint.OfTypes(
        this, Kernel<PlainCopy, AdjacentColumns>, variant, GroupSize,
        copy, variant.Layout == MatMulLayout.NT ? typeof(StridedColumns) : typeof(AdjacentColumns));

    private static int TileCount(int extent) => (extent - 1) / Tile + 1;
}
