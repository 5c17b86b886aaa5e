using GpuBench.Kernels.Loading;
using GpuBench.Kernels.Storage;
using ILGPU;
using ILGPU.Runtime;

namespace GpuBench.Kernels.MatMul;

/// <summary>Over <see cref="RegisterBlockMatMul"/>: shared memory stages the operands of a 64x64 tile of C; 16-byte accesses.</summary>
/// <remarks>
/// Reads 2·M·N·K / 64 elements from global memory, and 32 bytes of shared memory for 16 multiply-adds. Elements past the edge are zeros.
/// Checked against a double-precision product by <c>MatMulTests</c>.
/// </remarks>
public sealed class RegisterTileMatMul : IMatMulKernel
{
    private const int Tile = TransposedTile.Rows;
    private const int TileK = 16;
    private const int GroupSize = 256;

    private static readonly TileGrid TilesOfC = new(Tile, Tile, GroupSize, 2 * TileK * TransposedTile.QuadsPerColumn * 16);

    public string Name => "register-tile";

    public string Technique => "64x64x16 tiles, 4x4 elements of C in registers, 16-byte accesses";

    public IReadOnlyList<MatMulVariant> Variants => MatMulEntryPoint.FloatVariants;

    public IReadOnlyList<KernelEntryPoint> EntryPoints => [.. Variants.Select(EntryPoint)];

    public string? RefusalReason(DeviceTraits device, MatMulVariant variant, MatMulSize shape) =>
        MatMulRequirement.Served(this, variant, shape)
            ?? TilesOfC.RefusalReason(device, shape)
            ?? Requirement.Multiple("N", shape.N, 4)
            ?? Requirement.Multiple("K", shape.K, 4);

    private static void Kernel<TCodec, TLayout>(ArrayView<uint> a, ArrayView<uint> b, ArrayView<uint> c, MatMulSize shape)
        where TCodec : struct, IElementCodec
        where TLayout : struct, ILayoutB
    {
        // A (M,K), B (K,N) or (N,K), C (M,N), row-major; a group computes 64x64 of C, a work item 4x4; TileK = 16.
        var aTile = SharedMemory.Allocate<Quad>(TileK * TransposedTile.QuadsPerColumn);
        var bTile = SharedMemory.Allocate<Quad>(TileK * TransposedTile.QuadsPerColumn);
        var (aFloats, bFloats) = (aTile.Cast<float>(), bTile.Cast<float>());
        int x = Group.IdxX & 15, y = Group.IdxX >> 4;
        int tileRow = Group.IdxX >> 2, tileQuad = Group.IdxX & 3;
        int row0 = Grid.IdxY * Tile, column0 = Grid.IdxX * Tile;
        int aStart = Grid.IdxZ * shape.M * shape.K, bStart = Grid.IdxZ * shape.K * shape.N;

        QuadBlock block = default;
        for (var k0 = 0; k0 < shape.K; k0 += TileK)
        {
            Quad aQuad = default, bQuad = default;
            if (row0 + tileRow < shape.M && k0 + tileQuad * 4 < shape.K)
                aQuad = TCodec.LoadQuad(a, (aStart + (row0 + tileRow) * shape.K + k0) / 4 + tileQuad);
            TransposedTile.StoreRow(aFloats, tileRow, tileQuad, aQuad);
            // (K,N) rows are rows of the tile; (N,K) rows are its columns.
            int k = k0 + (TLayout.IsTransposed ? tileQuad * 4 : y), n = column0 + (TLayout.IsTransposed ? tileRow : x * 4);
            if (k < shape.K && n < shape.N)
                bQuad = TCodec.LoadQuad(b, (bStart + TLayout.Element(k, n, shape)) / 4);
            if (TLayout.IsTransposed)
                TransposedTile.StoreRow(bFloats, tileRow, tileQuad, bQuad);
            else
                bTile[y * TransposedTile.QuadsPerColumn + x] = bQuad;
            Group.Barrier();
            for (var step = 0; step < TileK; step++)
                block = block.AddOuter(aTile[step * TransposedTile.QuadsPerColumn + y], bTile[step * TransposedTile.QuadsPerColumn + x]);
            Group.Barrier();
        }

        BlockStore.Rows<TCodec>(c, row0 + y * 4, column0 + x * 4, block, shape);
    }

    public MatMulLaunch Load(Accelerator accelerator, MatMulVariant variant) => TilesOfC.Load(accelerator, EntryPoint(variant));

    private KernelEntryPoint EntryPoint(MatMulVariant variant) =>
        MatMulEntryPoint.Of(this, Kernel<Fp32Codec, LayoutNN>, variant, GroupSize);
}
