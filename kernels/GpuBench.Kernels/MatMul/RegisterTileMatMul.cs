using GpuBench.Kernels.Loading;
using GpuBench.Kernels.Storage;
using ILGPU;
using ILGPU.Runtime;

namespace GpuBench.Kernels.MatMul;

/// <summary>A 64x64 tile of C for a group, 4x4 elements of it in each work item's registers, 16-byte accesses to shared and global memory.</summary>
/// <remarks>
/// 2·M·N·K FLOP; 2·M·N·K / 64 elements read from global memory; two 16-byte shared reads for 16 multiply-adds.
/// Checked against a double-precision product by <c>MatMulTests</c>.
/// </remarks>
public sealed class RegisterTileMatMul : IMatMulKernel
{
    private const int Tile = 64;
    private const int TileK = 16;
    private const int GroupSize = 256;
    private const int QuadsPerTileRow = Tile / 4;

    public string Name => "register-tile";

    public string Technique => "64x64x16 tiles, 4x4 elements of C in registers, 16-byte accesses";

    public IReadOnlyList<KernelEntryPoint> EntryPoints => [EntryPoint(StorageType.Fp32), EntryPoint(StorageType.Fp16)];

    public string? WhyNot(Accelerator accelerator, StorageType storage, MatMulShape shape)
    {
        ArgumentNullException.ThrowIfNull(accelerator);
        return MatMulRequirement.Indexable(shape)
            ?? Requirement.GroupSize(accelerator, GroupSize)
            ?? Requirement.GridRows(shape.M / Tile)
            ?? Requirement.Multiple("M", shape.M, Tile)
            ?? Requirement.Multiple("N", shape.N, Tile)
            ?? Requirement.Multiple("K", shape.K, TileK);
    }

    private static void Kernel<TCodec>(ArrayView<uint> a, ArrayView<uint> b, ArrayView<uint> c, MatMulShape shape)
        where TCodec : struct, IElementCodec
    {
        var aTile = SharedMemory.Allocate<Quad>(TileK * TransposedTile.QuadsPerColumn);
        var bTile = SharedMemory.Allocate<Quad>(TileK * QuadsPerTileRow);
        var aFloats = aTile.Cast<float>();
        int x = Group.IdxX & 15, y = Group.IdxX >> 4;
        int aRow = Group.IdxX >> 2, aQuad = Group.IdxX & 3;
        int kQuads = shape.K / 4, nQuads = shape.N / 4;
        int row0 = Grid.IdxY * Tile, columnQuad = Grid.IdxX * QuadsPerTileRow + x;

        QuadBlock block = default;
        for (var k0 = 0; k0 < shape.K; k0 += TileK)
        {
            TransposedTile.StoreRow(aFloats, aRow, aQuad, TCodec.LoadQuad(a, (row0 + aRow) * kQuads + k0 / 4 + aQuad));
            bTile[Group.IdxX] = TCodec.LoadQuad(b, (k0 + y) * nQuads + columnQuad);
            Group.Barrier();
            for (var k = 0; k < TileK; k++)
                block = block.AddOuter(aTile[k * TransposedTile.QuadsPerColumn + y], bTile[k * QuadsPerTileRow + x]);
            Group.Barrier();
        }

        var first = (row0 + y * 4) * nQuads + columnQuad;
        TCodec.StoreQuad(c, first, block.Row0);
        TCodec.StoreQuad(c, first + nQuads, block.Row1);
        TCodec.StoreQuad(c, first + 2 * nQuads, block.Row2);
        TCodec.StoreQuad(c, first + 3 * nQuads, block.Row3);
    }

    public MatMulLaunch Load(Accelerator accelerator, StorageType storage)
    {
        ArgumentNullException.ThrowIfNull(accelerator);
        var launch = KernelLoader.Load<MatMulLauncher>(accelerator, EntryPoint(storage));
        return (stream, a, b, c, shape) =>
        {
            var grid = new Index2D(shape.N / Tile, shape.M / Tile);
            launch(stream, new KernelConfig(grid, new Index2D(GroupSize, 1)), a, b, c, shape);
        };
    }

    private static KernelEntryPoint EntryPoint(StorageType storage) => storage == StorageType.Fp16
        ? KernelEntryPoint.Of("fp16", Kernel<Fp16Codec>, GroupSize)
        : KernelEntryPoint.Of("fp32", Kernel<Fp32Codec>, GroupSize);
}
