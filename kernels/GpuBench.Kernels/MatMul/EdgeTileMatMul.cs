using System.Runtime.CompilerServices;
using GpuBench.Kernels.Loading;
using GpuBench.Kernels.Storage;
using ILGPU;
using ILGPU.Runtime;

namespace GpuBench.Kernels.MatMul;

/// <summary>Over <see cref="RegisterTileMatMul"/>: rows of any length, by single loads and a C that passes through shared memory.</summary>
/// <remarks>
/// Reads 2·M·N·K / 64 elements from global memory. 16-bit rows of odd length cost one recomputed element for each row of a tile.
/// Checked against a double-precision product by <c>MatMulTests</c>.
/// </remarks>
public sealed class EdgeTileMatMul : IMatMulKernel
{
    private const int Tile = TransposedTile.Rows;
    private const int TileK = 16;
    private const int GroupSize = 256;

    private static readonly TileGrid TilesOfC = new(
        Tile, Tile, GroupSize, 2 * TileK * TransposedTile.QuadsPerColumn * 16 + Tile * Tile * 4);

    public string Name => "edge-tile";

    public string Technique => "64x64x16 register tiles for rows of any length; C goes out through shared memory";

    public IReadOnlyList<MatMulVariant> Variants => MatMulEntryPoint.FloatVariants;

    public IReadOnlyList<KernelEntryPoint> EntryPoints => [.. Variants.Select(EntryPoint)];

    public string? RefusalReason(DeviceTraits device, MatMulVariant variant, MatMulSize shape) =>
        MatMulRequirement.Served(this, variant, shape) ?? TilesOfC.RefusalReason(device, shape);

    private static void Kernel<TCodec, TLayout>(ArrayView<uint> a, ArrayView<uint> b, ArrayView<uint> c, MatMulSize shape)
        where TCodec : struct, IElementCodec
        where TLayout : struct, ILayoutB
    {
        // A (M,K), B (K,N) or (N,K), C (M,N), row-major; a group computes 64x64 of C, a work item 4x4; TileK = 16.
        var aTile = SharedMemory.Allocate<Quad>(TileK * TransposedTile.QuadsPerColumn);
        var bTile = SharedMemory.Allocate<Quad>(TileK * TransposedTile.QuadsPerColumn);
        var cTile = SharedMemory.Allocate<Quad>(Tile * Tile / 4);
        int x = Group.IdxX & 15, y = Group.IdxX >> 4;
        int tileRow = Group.IdxX >> 2, tileQuad = Group.IdxX & 3;
        int row0 = Grid.IdxY * Tile, column0 = Grid.IdxX * Tile;
        int aStart = Grid.IdxZ * shape.M * shape.K, bStart = Grid.IdxZ * shape.K * shape.N;

        QuadBlock block = default;
        for (var k0 = 0; k0 < shape.K; k0 += TileK)
        {
            var k = k0 + tileQuad * 4;
            var aCount = row0 + tileRow < shape.M ? shape.K - k : 0;
            TransposedTile.StoreRow(
                aTile.Cast<float>(), tileRow, tileQuad,
                EdgeQuad.Load<TCodec>(a, aStart + (row0 + tileRow) * shape.K + k, aCount, isAligned: false));
            if (TLayout.IsTransposed)
            {
                var bCount = column0 + tileRow < shape.N ? shape.K - k : 0;
                var quad = EdgeQuad.Load<TCodec>(b, bStart + (column0 + tileRow) * shape.K + k, bCount, isAligned: false);
                TransposedTile.StoreRow(bTile.Cast<float>(), tileRow, tileQuad, quad);
            }
            else
            {
                var bCount = k0 + y < shape.K ? shape.N - column0 - x * 4 : 0;
                bTile[y * TransposedTile.QuadsPerColumn + x] =
                    EdgeQuad.Load<TCodec>(b, bStart + (k0 + y) * shape.N + column0 + x * 4, bCount, isAligned: false);
            }

            Group.Barrier();
            for (var step = 0; step < TileK; step++)
                block = block.AddOuter(aTile[step * TransposedTile.QuadsPerColumn + y], bTile[step * TransposedTile.QuadsPerColumn + x]);
            Group.Barrier();
        }

        StoreBlock(cTile, x, y, block);
        Group.Barrier();
        for (var element = Group.IdxX; element < Tile * Tile; element += GroupSize)
        {
            int row = element / Tile, column = element % Tile;
            EdgeStore.Word<TCodec, TLayout>(a, b, c, cTile.Cast<float>(), element, column == Tile - 1, row0 + row, column0 + column, shape);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreBlock(ArrayView<Quad> cTile, int x, int y, QuadBlock block)
    {
        const int stride = Tile / 4;
        var first = y * 4 * stride + x;
        cTile[first] = block.Row0;
        cTile[first + stride] = block.Row1;
        cTile[first + 2 * stride] = block.Row2;
        cTile[first + 3 * stride] = block.Row3;
    }

    public MatMulLaunch Load(Accelerator accelerator, MatMulVariant variant) => TilesOfC.Load(accelerator, EntryPoint(variant));

    private KernelEntryPoint EntryPoint(MatMulVariant variant) =>
        MatMulEntryPoint.Of(this, Kernel<Fp32Codec, LayoutNN>, variant, GroupSize);
}
