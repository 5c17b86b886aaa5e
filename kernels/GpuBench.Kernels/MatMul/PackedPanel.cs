using System.Runtime.CompilerServices;
using GpuBench.Kernels.Storage;
using ILGPU;

namespace GpuBench.Kernels.MatMul;

/// <summary>The steps of <see cref="PackedPanelMatMul"/>, each done by the group's only work item.</summary>
internal static class PackedPanel
{
    public const int TileRows = 192;
    public const int TileColumns = 32;
    public const int TileK = 128;

    /// <summary>With 16 columns twelve 32-byte registers of sums, which leaves four of AVX's sixteen for the operands.</summary>
    public const int BlockRows = 6;

    /// <summary>Of the panels of B, the rows of A and the sums.</summary>
    public const int SharedBytes = (TileColumns * TileK + BlockRows * TileK + TileRows * TileColumns) * sizeof(float);

    private const int PanelQuads = 4;
    private const int TileQuads = TileColumns / 4;

    /// <summary>Copies rows <paramref name="k0"/> … of B, fp32, as panels of 16 columns in which the next row follows at once. Zeros beyond the last column.</summary>
    public static void PackRight<TCodec, TRight>(ArrayView<uint> b, ArrayView<Quad> panels, int k0, int column0, int stepCount, MatMulShape shape)
        where TCodec : struct, IElementCodec
        where TRight : struct, IRightOperand
    {
        var right = Grid.IdxZ * shape.K * shape.N;
        if (TRight.IsTransposed)
        {
            PackTransposed<TCodec>(b, panels, right, k0, column0, stepCount, shape);
            return;
        }

        var isAligned = shape.N % 4 == 0;
        for (var step = 0; step < stepCount; step++)
        {
            for (var quad = 0; quad < TileQuads; quad++)
            {
                var column = column0 + quad * 4;
                panels[PanelQuad(quad, step)] = EdgeQuad.Load<TCodec>(b, right + (k0 + step) * shape.N + column, shape.N - column, isAligned);
            }
        }
    }

    /// <summary>Copies six rows of A, fp32, one after another. Beyond the last row of A the last one again: its sums are not stored.</summary>
    public static void PackLeft<TCodec>(ArrayView<uint> a, ArrayView<Quad> rows, int row0, int k0, int stepCount, MatMulShape shape)
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

    /// <summary>Adds six packed rows times a panel to <paramref name="sums"/>, which holds 16 columns of a row of the tile.</summary>
    public static void MultiplyAdd(
        ArrayView<float> rows, ArrayView<SixteenColumns> panels, ArrayView<SixteenColumns> sums, int panel, int tileRow, int stepCount, bool isFirst)
    {
        SixteenColumns row0 = default, row1 = default, row2 = default, row3 = default, row4 = default, row5 = default;
        for (var step = 0; step < stepCount; step++)
        {
            var right = panels[panel * TileK + step];
            row0 = row0.AddScaled(rows[step], right);
            row1 = row1.AddScaled(rows[step + TileK], right);
            row2 = row2.AddScaled(rows[step + 2 * TileK], right);
            row3 = row3.AddScaled(rows[step + 3 * TileK], right);
            row4 = row4.AddScaled(rows[step + 4 * TileK], right);
            row5 = row5.AddScaled(rows[step + 5 * TileK], right);
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

    /// <summary>Of (N,K) rows, four by four elements at a time.</summary>
    private static void PackTransposed<TCodec>(ArrayView<uint> b, ArrayView<Quad> panels, int right, int k0, int column0, int stepCount, MatMulShape shape)
        where TCodec : struct, IElementCodec
    {
        var isAligned = shape.K % 4 == 0;
        for (var quad = 0; quad < TileQuads; quad++)
        {
            var column = column0 + quad * 4;
            var first = right + column * shape.K + k0;
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
