using System.Runtime.CompilerServices;
using GpuBench.Kernels.Loading;
using GpuBench.Kernels.Storage;
using ILGPU;
using ILGPU.Runtime;

namespace GpuBench.Kernels.MatMul;

/// <summary>For processors, over <see cref="RegisterBlockMatMul"/>: operands packed into cache, 6x16 sums in vector registers.</summary>
/// <remarks>
/// Reads M·N·K / 32 elements of A, and B once for 192 rows. Method: Goto and van de Geijn, Anatomy of High-Performance Matrix
/// Multiplication, 2008: a panel of B stays in the L1 cache while rows of A pass. A group is one work item; no barrier.
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

    public string? RefusalReason(DeviceTraits device, MatMulVariant variant, MatMulSize shape)
    {
        ArgumentNullException.ThrowIfNull(device);
        return MatMulRequirement.Served(this, variant, shape)
            ?? TilesOfC.RefusalReason(device, shape)
            ?? (device.IsProcessor ? null : "is for processors: it leaves a GPU's lanes idle");
    }

    private static void Kernel<TCodec, TLayout>(ArrayView<uint> a, ArrayView<uint> b, ArrayView<uint> c, MatMulSize shape)
        where TCodec : struct, IElementCodec
        where TLayout : struct, ILayoutB
    {
        // A (M,K), B (K,N) or (N,K), C (M,N), row-major; a work item computes 192x32 of C, 6x16 at a time; TileK = 128.
        var panels = SharedMemory.Allocate<SixteenColumns>(PackedPanel.TileColumns / 16 * PackedPanel.TileK);
        var rows = SharedMemory.Allocate<Quad>(PackedPanel.BlockRows * PackedPanel.TileK / 4);
        var sums = SharedMemory.Allocate<SixteenColumns>(PackedPanel.TileRows * PackedPanel.TileColumns / 16);
        int row0 = Grid.IdxY * PackedPanel.TileRows, column0 = Grid.IdxX * PackedPanel.TileColumns;
        var rowCount = IntrinsicMath.Min(PackedPanel.TileRows, shape.M - row0);

        for (var k0 = 0; k0 < shape.K; k0 += PackedPanel.TileK)
        {
            var stepCount = IntrinsicMath.Min(PackedPanel.TileK, shape.K - k0);
            PackedPanel.PackB<TCodec, TLayout>(b, panels.Cast<Quad>(), k0, column0, stepCount, shape);
            for (var row = 0; row < rowCount; row += PackedPanel.BlockRows)
            {
                PackedPanel.PackA<TCodec>(a, rows, row0 + row, k0, stepCount, shape);
                for (var panel = 0; panel < PackedPanel.TileColumns / 16; panel++)
                    PackedPanel.MultiplyAdd(rows.Cast<float>(), panels, sums, panel, row, stepCount, k0 == 0);
            }
        }

        Store<TCodec, TLayout>(a, b, c, sums, row0, column0, rowCount, shape);
    }

    private static void Store<TCodec, TLayout>(
        ArrayView<uint> a, ArrayView<uint> b, ArrayView<uint> c, ArrayView<SixteenColumns> sums,
        int row0, int column0, int rowCount, MatMulSize shape)
        where TCodec : struct, IElementCodec
        where TLayout : struct, ILayoutB
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
                EdgeStore.Word<TCodec, TLayout>(
                    a, b, c, floats, row * PackedPanel.TileColumns + column, isLast, row0 + row, column0 + column, shape);
            }
        }
    }

    public MatMulLaunch Load(Accelerator accelerator, MatMulVariant variant) => TilesOfC.Load(accelerator, EntryPoint(variant));

    private KernelEntryPoint EntryPoint(MatMulVariant variant) =>
        MatMulEntryPoint.Of(this, Kernel<Fp32Codec, LayoutNN>, variant, GroupSize);
}

/// <summary>The steps of <see cref="PackedPanelMatMul"/>. The only work item of the group does each.</summary>
internal static class PackedPanel
{
    public const int TileRows = 192;
    public const int TileColumns = 32;
    public const int TileK = 128;

    /// <summary>6x16 sums take twelve 32-byte registers; four of AVX's sixteen remain for the operands.</summary>
    public const int BlockRows = 6;

    /// <summary>Size of the panels of B, the rows of A and the sums.</summary>
    public const int SharedBytes = (TileColumns * TileK + BlockRows * TileK + TileRows * TileColumns) * sizeof(float);

    private const int PanelQuads = 4;
    private const int TileQuads = TileColumns / 4;

    /// <summary>Copies rows of B, as fp32, into panels of 16 contiguous columns. Columns past the end are zeros.</summary>
    public static void PackB<TCodec, TLayout>(
        ArrayView<uint> b, ArrayView<Quad> panels, int k0, int column0, int stepCount, MatMulSize shape)
        where TCodec : struct, IElementCodec
        where TLayout : struct, ILayoutB
    {
        var bStart = Grid.IdxZ * shape.K * shape.N;
        if (TLayout.IsTransposed)
        {
            PackTransposed<TCodec>(b, panels, bStart, k0, column0, stepCount, shape);
            return;
        }

        var isAligned = shape.N % 4 == 0;
        for (var step = 0; step < stepCount; step++)
        {
            for (var quad = 0; quad < TileQuads; quad++)
            {
                var column = column0 + quad * 4;
                panels[PanelQuad(quad, step)] =
                    EdgeQuad.Load<TCodec>(b, bStart + (k0 + step) * shape.N + column, shape.N - column, isAligned);
            }
        }
    }

    /// <summary>Copies six rows of A, as fp32. Rows past the end repeat the last row; their sums are not stored.</summary>
    public static void PackA<TCodec>(ArrayView<uint> a, ArrayView<Quad> rows, int row0, int k0, int stepCount, MatMulSize shape)
        where TCodec : struct, IElementCodec
    {
        var isAligned = shape.K % 4 == 0;
        for (var i = 0; i < BlockRows; i++)
        {
            var first = (Grid.IdxZ * shape.M + IntrinsicMath.Min(row0 + i, shape.M - 1)) * shape.K + k0;
            for (var step = 0; step < stepCount; step += 4)
                rows[(i * TileK + step) / 4] = EdgeQuad.Load<TCodec>(a, first + step, stepCount - step, isAligned);
        }
    }

    /// <summary>Adds six packed rows times one panel to <paramref name="sums"/>, 16 columns an element.</summary>
    public static void MultiplyAdd(
        ArrayView<float> rows, ArrayView<SixteenColumns> panels, ArrayView<SixteenColumns> sums,
        int panel, int tileRow, int stepCount, bool isFirst)
    {
        SixteenColumns row0 = default, row1 = default, row2 = default, row3 = default, row4 = default, row5 = default;
        for (var step = 0; step < stepCount; step++)
        {
            var bRow = panels[panel * TileK + step];
            row0 = row0.AddScaled(rows[step], bRow);
            row1 = row1.AddScaled(rows[step + TileK], bRow);
            row2 = row2.AddScaled(rows[step + 2 * TileK], bRow);
            row3 = row3.AddScaled(rows[step + 3 * TileK], bRow);
            row4 = row4.AddScaled(rows[step + 4 * TileK], bRow);
            row5 = row5.AddScaled(rows[step + 5 * TileK], bRow);
        }

        const int panelCount = TileQuads / PanelQuads;
        var first = tileRow * panelCount + panel;
        Add(sums, first, row0, isFirst);
        Add(sums, first + panelCount, row1, isFirst);
        Add(sums, first + 2 * panelCount, row2, isFirst);
        Add(sums, first + 3 * panelCount, row3, isFirst);
        Add(sums, first + 4 * panelCount, row4, isFirst);
        Add(sums, first + 5 * panelCount, row5, isFirst);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(ArrayView<SixteenColumns> sums, int index, SixteenColumns addend, bool isFirst)
    {
        var sum = addend;
        if (!isFirst)
        {
            var earlier = sums[index];
            sum = earlier.AddScaled(1f, addend);
        }

        sums[index] = sum;
    }

    /// <summary>Packs (N,K) rows, 4x4 elements at a time.</summary>
    private static void PackTransposed<TCodec>(
        ArrayView<uint> b, ArrayView<Quad> panels, int bStart, int k0, int column0, int stepCount, MatMulSize shape)
        where TCodec : struct, IElementCodec
    {
        var isAligned = shape.K % 4 == 0;
        for (var quad = 0; quad < TileQuads; quad++)
        {
            var column = column0 + quad * 4;
            var first = bStart + column * shape.K + k0;
            for (var step = 0; step < stepCount; step += 4)
            {
                var count = stepCount - step;
                QuadBlock block;
                block.Row0 = EdgeQuad.Load<TCodec>(b, first + step, column < shape.N ? count : 0, isAligned);
                block.Row1 = EdgeQuad.Load<TCodec>(b, first + step + shape.K, column + 1 < shape.N ? count : 0, isAligned);
                block.Row2 = EdgeQuad.Load<TCodec>(b, first + step + 2 * shape.K, column + 2 < shape.N ? count : 0, isAligned);
                block.Row3 = EdgeQuad.Load<TCodec>(b, first + step + 3 * shape.K, column + 3 < shape.N ? count : 0, isAligned);
                panels[PanelQuad(quad, step)] = block.Column0;
                panels[PanelQuad(quad, step + 1)] = block.Column1;
                panels[PanelQuad(quad, step + 2)] = block.Column2;
                panels[PanelQuad(quad, step + 3)] = block.Column3;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int PanelQuad(int quad, int step) => (quad / PanelQuads * TileK + step) * PanelQuads + quad % PanelQuads;
}

/// <summary>Sixteen contiguous fp32 values in one type: compilers keep them in two 32-byte registers with AVX.</summary>
public struct SixteenColumns
{
    public Quad Quad0;
    public Quad Quad1;
    public Quad Quad2;
    public Quad Quad3;

    /// <summary>This plus <paramref name="factor"/> times <paramref name="other"/>: sixteen multiply-adds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly SixteenColumns AddScaled(float factor, SixteenColumns other)
    {
        SixteenColumns sum;
        sum.Quad0 = Quad0.AddScaled(factor, other.Quad0);
        sum.Quad1 = Quad1.AddScaled(factor, other.Quad1);
        sum.Quad2 = Quad2.AddScaled(factor, other.Quad2);
        sum.Quad3 = Quad3.AddScaled(factor, other.Quad3);
        return sum;
    }
}
