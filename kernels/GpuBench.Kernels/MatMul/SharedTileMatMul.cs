using GpuBench.Kernels.Loading;
using GpuBench.Kernels.Storage;
using ILGPU;
using ILGPU.Runtime;

namespace GpuBench.Kernels.MatMul;

/// <summary>A group of 16x16 work items shares tiles of A and B: every element is read from global memory once per tile instead of once per product.</summary>
/// <remarks>
/// 2·M·N·K FLOP; 2·M·N·K / 16 elements read from global memory. Handles edges by zeros in the tiles.
/// Checked against a double-precision product by <c>MatMulTests</c>.
/// </remarks>
public sealed class SharedTileMatMul : IMatMulKernel
{
    private const int Tile = 16;
    private const int GroupSize = Tile * Tile;

    public string Name => "shared-tile";

    public string Technique => "a group shares 16x16 tiles of A and B in shared memory";

    public IReadOnlyList<KernelEntryPoint> EntryPoints => [EntryPoint(StorageType.Fp32), EntryPoint(StorageType.Fp16)];

    public string? WhyNot(Accelerator accelerator, StorageType storage, MatMulShape shape)
    {
        ArgumentNullException.ThrowIfNull(accelerator);
        return MatMulRequirement.Indexable(shape)
            ?? Requirement.GroupSize(accelerator, GroupSize)
            ?? Requirement.GridRows((shape.M - 1) / Tile + 1)
            // A word that spans two rows would belong to two groups.
            ?? (storage == StorageType.Fp16 ? Requirement.Multiple("N", shape.N, 2) : null);
    }

    private static void Kernel<TCodec>(ArrayView<uint> a, ArrayView<uint> b, ArrayView<uint> c, MatMulShape shape)
        where TCodec : struct, IElementCodec
    {
        var aTile = SharedMemory.Allocate<float>(GroupSize);
        var bTile = SharedMemory.Allocate<float>(GroupSize);
        int x = Group.IdxX % Tile, y = Group.IdxX / Tile;
        int row = Grid.IdxY * Tile + y, column = Grid.IdxX * Tile + x;

        var sum = 0f;
        for (var k0 = 0; k0 < shape.K; k0 += Tile)
        {
            aTile[Group.IdxX] = row < shape.M && k0 + x < shape.K ? TCodec.Load(a, row * shape.K + k0 + x) : 0f;
            bTile[Group.IdxX] = k0 + y < shape.K && column < shape.N ? TCodec.Load(b, (k0 + y) * shape.N + column) : 0f;
            Group.Barrier();
            for (var k = 0; k < Tile; k++)
                sum += aTile[y * Tile + k] * bTile[k * Tile + x];
            Group.Barrier();
        }

        // One work item writes a whole word, so neighbours hand over their sums.
        aTile[Group.IdxX] = sum;
        Group.Barrier();
        if (row >= shape.M || column >= shape.N || x % TCodec.ElementsPerWord != 0)
            return;
        var high = TCodec.ElementsPerWord == 2 ? aTile[Group.IdxX + 1] : 0f;
        c[(row * shape.N + column) / TCodec.ElementsPerWord] = TCodec.Pack(sum, high);
    }

    public MatMulLaunch Load(Accelerator accelerator, StorageType storage)
    {
        ArgumentNullException.ThrowIfNull(accelerator);
        var launch = KernelLoader.Load<MatMulLauncher>(accelerator, EntryPoint(storage));
        return (stream, a, b, c, shape) =>
        {
            var grid = new Index2D((shape.N - 1) / Tile + 1, (shape.M - 1) / Tile + 1);
            launch(stream, new KernelConfig(grid, new Index2D(GroupSize, 1)), a, b, c, shape);
        };
    }

    private static KernelEntryPoint EntryPoint(StorageType storage) => storage == StorageType.Fp16
        ? KernelEntryPoint.Of("fp16", Kernel<Fp16Codec>, GroupSize)
        : KernelEntryPoint.Of("fp32", Kernel<Fp32Codec>, GroupSize);
}
