using GpuBench.Kernels.Loading;
using GpuBench.Kernels.Storage;
using ILGPU;
using ILGPU.Runtime;

namespace GpuBench.Kernels.MatMul;

/// <summary>For processors: a group is one work item, which copies its operands into the cache in the order of use and keeps 6x16 sums in vector registers.</summary>
/// <remarks>
/// 2·M·N·K FLOP; M·N·K / 32 elements of A read, B once for 192 rows. The scheme is that of Goto and van de Geijn (Anatomy of
/// high-performance matrix multiplication, 2008): a panel of B stays in the first-level cache while rows of A pass by. No barrier.
/// Checked against a double-precision product by <c>MatMulTests</c>.
/// </remarks>
public sealed class PackedPanelMatMul : IMatMulKernel
{
    private const int GroupSize = 1;
    private const int QuadsPerTileRow = PackedPanel.TileColumns / 4;

    private static readonly TileGrid TilesOfC = new(PackedPanel.TileRows, PackedPanel.TileColumns, GroupSize, PackedPanel.SharedBytes);

    public string Name => "packed-panel";

    public string Technique => "operands copied in the order of use, 6x16 sums in vector registers, one work item a group";

    public IReadOnlyList<MatMulVariant> Variants => MatMulEntryPoint.FloatVariants;

    public IReadOnlyList<KernelEntryPoint> EntryPoints => [.. Variants.Select(EntryPoint)];

    public string? WhyNot(DeviceTraits device, MatMulVariant variant, MatMulShape shape)
    {
        ArgumentNullException.ThrowIfNull(device);
        return MatMulRequirement.Served(this, variant, shape)
            ?? TilesOfC.WhyNot(device, shape)
            ?? (device.IsProcessor ? null : "is for processors: it leaves a GPU's lanes idle");
    }

    private static void Kernel<TCodec, TRight>(ArrayView<uint> a, ArrayView<uint> b, ArrayView<uint> c, MatMulShape shape)
        where TCodec : struct, IElementCodec
        where TRight : struct, IRightOperand
    {
        var panels = SharedMemory.Allocate<SixteenColumns>(PackedPanel.TileColumns / 16 * PackedPanel.TileK);
        var rows = SharedMemory.Allocate<Quad>(PackedPanel.BlockRows * PackedPanel.TileK / 4);
        var sums = SharedMemory.Allocate<SixteenColumns>(PackedPanel.TileRows * PackedPanel.TileColumns / 16);
        int row0 = Grid.IdxY * PackedPanel.TileRows, column0 = Grid.IdxX * PackedPanel.TileColumns;
        var rowCount = IntrinsicMath.Min(PackedPanel.TileRows, shape.M - row0);

        for (var k0 = 0; k0 < shape.K; k0 += PackedPanel.TileK)
        {
            var stepCount = IntrinsicMath.Min(PackedPanel.TileK, shape.K - k0);
            PackedPanel.PackRight<TCodec, TRight>(b, panels.Cast<Quad>(), k0, column0, stepCount, shape);
            for (var row = 0; row < rowCount; row += PackedPanel.BlockRows)
            {
                PackedPanel.PackLeft<TCodec>(a, rows, row0 + row, k0, stepCount, shape);
                for (var panel = 0; panel < PackedPanel.TileColumns / 16; panel++)
                    PackedPanel.MultiplyAdd(rows.Cast<float>(), panels, sums, panel, row, stepCount, k0 == 0);
            }
        }

        Store<TCodec, TRight>(a, b, c, sums, row0, column0, rowCount, shape);
    }

    private static void Store<TCodec, TRight>(
        ArrayView<uint> a, ArrayView<uint> b, ArrayView<uint> c, ArrayView<SixteenColumns> sums, int row0, int column0, int rowCount, MatMulShape shape)
        where TCodec : struct, IElementCodec
        where TRight : struct, IRightOperand
    {
        var columnCount = IntrinsicMath.Min(PackedPanel.TileColumns, shape.N - column0);
        var (quads, floats) = (sums.Cast<Quad>(), sums.Cast<float>());
        for (var row = 0; row < rowCount; row++)
        {
            if (shape.N % 4 == 0)
            {
                var first = ((Grid.IdxZ * shape.M + row0 + row) * shape.N + column0) / 4;
                for (var quad = 0; quad < columnCount / 4; quad++)
                    TCodec.StoreQuad(c, first + quad, quads[row * QuadsPerTileRow + quad]);
                continue;
            }

            for (var column = 0; column < columnCount; column++)
            {
                var isLast = column == PackedPanel.TileColumns - 1;
                EdgeStore.Word<TCodec, TRight>(a, b, c, floats, row * PackedPanel.TileColumns + column, isLast, row0 + row, column0 + column, shape);
            }
        }
    }

    public MatMulLaunch Load(Accelerator accelerator, MatMulVariant variant) => TilesOfC.Load(accelerator, EntryPoint(variant));

    private KernelEntryPoint EntryPoint(MatMulVariant variant) =>
        MatMulEntryPoint.Of(this, Kernel<Fp32Codec, NormalRight>, variant, GroupSize);
}
