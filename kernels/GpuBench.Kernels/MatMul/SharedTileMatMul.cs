using GpuBench.Kernels.Loading;
using GpuBench.Kernels.Storage;
using ILGPU;
using ILGPU.Runtime;

namespace GpuBench.Kernels.MatMul;

/// <summary>Over <see cref="NaiveMatMul"/>: a group stages 16x16 tiles in shared memory, so elements are read once per tile.</summary>
/// <remarks>
/// Reads 2·M·N·K / 16 elements from global memory. Elements past the edge are zeros.
/// Checked against a double-precision product by <c>MatMulTests</c>.
/// </remarks>
public sealed class SharedTileMatMul : IMatMulKernel
{
    private const int Tile = 16;
    private const int GroupSize = Tile * Tile;

    /// <summary>One column of padding: writes of a transposed tile go to different banks.</summary>
    private const int StrideB = Tile + 1;

    private static readonly TileGrid TilesOfC = new(Tile, Tile, GroupSize, (GroupSize + Tile * StrideB) * sizeof(float));

    public string Name => "shared-tile";

    public string Technique => "a group shares 16x16 tiles of A and B in shared memory";

    public IReadOnlyList<MatMulVariant> Variants => MatMulEntryPoint.FloatVariants;

    public IReadOnlyList<KernelEntryPoint> EntryPoints => [.. Variants.Select(EntryPoint)];

    public string? RefusalReason(DeviceTraits device, MatMulVariant variant, MatMulSize shape) =>
        MatMulRequirement.Served(this, variant, shape)
            ?? TilesOfC.RefusalReason(device, shape)
            // Two groups would write a word that spans two rows.
            ?? (variant.Types.Output == StorageType.Fp32 ? null : Requirement.Multiple("N", shape.N, 2));

    private static void Kernel<TCodec, TLayout>(ArrayView<uint> a, ArrayView<uint> b, ArrayView<uint> c, MatMulSize shape)
        where TCodec : struct, IElementCodec
        where TLayout : struct, ILayoutB
    {
        // A (M,K), B (K,N) or (N,K), C (M,N), row-major; a group computes 16x16 of C, a work item one element; TileK = 16.
        var aTile = SharedMemory.Allocate<float>(GroupSize);
        var bTile = SharedMemory.Allocate<float>(Tile * StrideB);
        int x = Group.IdxX % Tile, y = Group.IdxX / Tile;
        int row = Grid.IdxY * Tile + y, column = Grid.IdxX * Tile + x;
        int aStart = Grid.IdxZ * shape.M * shape.K, bStart = Grid.IdxZ * shape.K * shape.N;
        // Neighbouring work items read contiguous elements of B: along N in NN, along K in NT.
        int bColumn = TLayout.IsTransposed ? y : x, bRow = TLayout.IsTransposed ? x : y;
        var bColumn0 = Grid.IdxX * Tile + bColumn;

        var sum = 0f;
        for (var k0 = 0; k0 < shape.K; k0 += Tile)
        {
            aTile[Group.IdxX] = row < shape.M && k0 + x < shape.K ? TCodec.Load(a, aStart + row * shape.K + k0 + x) : 0f;
            bTile[bRow * StrideB + bColumn] = k0 + bRow < shape.K && bColumn0 < shape.N
                ? TCodec.Load(b, bStart + TLayout.Element(k0 + bRow, bColumn0, shape))
                : 0f;
            Group.Barrier();
            for (var k = 0; k < Tile; k++)
                sum += aTile[y * Tile + k] * bTile[k * StrideB + x];
            Group.Barrier();
        }

        // One work item writes a whole word, so it needs the sum of its neighbour.
        aTile[Group.IdxX] = sum;
        Group.Barrier();
        if (row >= shape.M || column >= shape.N || x % TCodec.ElementsPerWord != 0)
            return;
        var high = TCodec.ElementsPerWord == 2 ? aTile[Group.IdxX + 1] : 0f;
        c[((Grid.IdxZ * shape.M + row) * shape.N + column) / TCodec.ElementsPerWord] = TCodec.Pack(sum, high);
    }

    public MatMulLaunch Load(Accelerator accelerator, MatMulVariant variant) => TilesOfC.Load(accelerator, EntryPoint(variant));

    private KernelEntryPoint EntryPoint(MatMulVariant variant) =>
        MatMulEntryPoint.Of(this, Kernel<Fp32Codec, LayoutNN>, variant, GroupSize);
}
