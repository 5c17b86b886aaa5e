using System.Runtime.CompilerServices;
using GpuBench.Kernels.Loading;
using GpuBench.Kernels.Storage;
using ILGPU;
using ILGPU.Runtime;

namespace GpuBench.Kernels.MatMul;

/// <summary>Over <see cref="Int8BlockMatMul"/>: shared tiles, in which four neighbours along K stay one word.</summary>
/// <remarks>
/// Reads 2·M·N·K / 64 bytes from global memory, and 32 bytes of shared memory for 64 multiply-adds. Sums are int32, exact up to
/// K = 131071. A (K,N) B is transposed in registers, 4x4 elements at a time. Checked against a double-precision product by
/// <c>MatMulTests</c>.
/// </remarks>
public sealed class Int8TileMatMul : IMatMulKernel
{
    private const int Tile = TransposedTile.Rows;
    private const int GroupSize = 256;

    /// <summary>Words of a row in a tile: 64 elements.</summary>
    private const int WordsOfK = 16;

    private const int TileK = WordsOfK * 4;

    private static readonly TileGrid TilesOfC = new(Tile, Tile, GroupSize, 2 * WordsOfK * TransposedTile.QuadsPerColumn * 16);

    public string Name => "int8-tile";

    public string Technique => "64x64x64 tiles of int8, 4x4 int32 sums in registers, four neighbours along K a word";

    public IReadOnlyList<MatMulVariant> Variants { get; } = [.. MatMulVariant.Of(MatMulTypes.Int8)];

    public IReadOnlyList<KernelEntryPoint> EntryPoints => [.. Variants.Select(EntryPoint)];

    public string? RefusalReason(DeviceTraits device, MatMulVariant variant, MatMulSize shape) =>
        MatMulRequirement.Served(this, variant, shape) ?? TilesOfC.RefusalReason(device, shape);

    private static void Kernel<TLayout>(ArrayView<uint> a, ArrayView<uint> b, ArrayView<uint> c, MatMulSize shape)
        where TLayout : struct, ILayoutB
    {
        // A (M,K), B (K,N) or (N,K), C (M,N), row-major; a group computes 64x64 of C, a work item 4x4; TileK = 64.
        var aTile = SharedMemory.Allocate<WordQuad>(WordsOfK * TransposedTile.QuadsPerColumn);
        var bTile = SharedMemory.Allocate<WordQuad>(WordsOfK * TransposedTile.QuadsPerColumn);
        int x = Group.IdxX & 15, y = Group.IdxX >> 4;
        int row0 = Grid.IdxY * Tile, column0 = Grid.IdxX * Tile;
        int aStart = Grid.IdxZ * shape.M * shape.K, bStart = Grid.IdxZ * shape.K * shape.N;

        WordBlock block = default;
        for (var k0 = 0; k0 < shape.K; k0 += TileK)
        {
            LoadAlongK(aTile.Cast<uint>(), a, aStart, row0, shape.M, k0, shape.K);
            if (TLayout.IsTransposed)
                LoadAlongK(bTile.Cast<uint>(), b, bStart, column0, shape.N, k0, shape.K);
            else
                LoadAlongN(bTile, b, bStart, column0, shape.N, k0, shape.K);
            Group.Barrier();
            for (var word = 0; word < WordsOfK; word++)
                block = block.AddInt8Products(
                    aTile[word * TransposedTile.QuadsPerColumn + y], bTile[word * TransposedTile.QuadsPerColumn + x]);
            Group.Barrier();
        }

        WordBlockStore.Rows(c, row0 + y * 4, column0 + x * 4, block, shape);
    }

    /// <summary>Loads 64 lines of <paramref name="depth"/> elements along K: rows of A or columns of B.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void LoadAlongK(ArrayView<uint> tile, ArrayView<uint> tensor, int first, int line0, int lineCount, int k0, int depth)
    {
        var word = Group.IdxX % WordsOfK;
        var k = k0 + word * 4;
        for (var line = Group.IdxX / WordsOfK; line < Tile; line += GroupSize / WordsOfK)
        {
            var count = line0 + line < lineCount ? depth - k : 0;
            tile[word * TransposedTile.QuadsPerColumn * 4 + line] =
                Int8Words.LoadFour(tensor, first + (line0 + line) * depth + k, count, depth % 4 == 0);
        }
    }

    /// <summary>Loads 4x4 elements of a (K,N) B for each work item.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void LoadAlongN(ArrayView<WordQuad> tile, ArrayView<uint> b, int first, int column0, int width, int k0, int depth)
    {
        int quad = Group.IdxX & 15, word = Group.IdxX >> 4;
        int column = column0 + quad * 4, k = k0 + word * 4;
        tile[word * TransposedTile.QuadsPerColumn + quad] =
            Int8Words.LoadColumns(b, first + k * width + column, width, depth - k, width - column);
    }

    public MatMulLaunch Load(Accelerator accelerator, MatMulVariant variant) => TilesOfC.Load(accelerator, EntryPoint(variant));

    private KernelEntryPoint EntryPoint(MatMulVariant variant) =>
        MatMulEntryPoint.OfLayout(this, Kernel<LayoutNN>, variant, GroupSize);
}
