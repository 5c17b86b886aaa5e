using System.Runtime.CompilerServices;
using GpuBench.Kernels.Storage;
using ILGPU;

namespace GpuBench.Kernels.MatMul;

/// <summary>What one work item of <see cref="SkinnyMatMul"/> does: its part of K for four rows and four columns of C.</summary>
internal static class SkinnySlice
{
    /// <summary>B lies as (N,K): neighbours take neighbouring quads of a row of it. Rows and columns beyond the last count as the last.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static QuadBlock AlongK<TCodec>(ArrayView<uint> a, ArrayView<uint> b, int row, int column, int slice, int sliceCount, MatMulShape shape)
        where TCodec : struct, IElementCodec
    {
        int kQuads = shape.K / 4, lastRow = shape.M - 1, left = Grid.IdxZ * shape.M, right = (Grid.IdxZ * shape.N + column) * kQuads;
        int row0 = (left + row) * kQuads, row1 = (left + IntrinsicMath.Min(row + 1, lastRow)) * kQuads;
        int row2 = (left + IntrinsicMath.Min(row + 2, lastRow)) * kQuads, row3 = (left + IntrinsicMath.Min(row + 3, lastRow)) * kQuads;
        QuadBlock sums = default;
        for (var quad = slice; quad < kQuads; quad += sliceCount)
        {
            QuadBlock weights;
            weights.Row0 = TCodec.LoadQuad(b, right + quad);
            weights.Row1 = TCodec.LoadQuad(b, right + kQuads + quad);
            weights.Row2 = TCodec.LoadQuad(b, right + 2 * kQuads + quad);
            weights.Row3 = TCodec.LoadQuad(b, right + 3 * kQuads + quad);
            sums.Row0 = sums.Row0.Plus(weights.Dots(TCodec.LoadQuad(a, row0 + quad)));
            sums.Row1 = sums.Row1.Plus(weights.Dots(TCodec.LoadQuad(a, row1 + quad)));
            sums.Row2 = sums.Row2.Plus(weights.Dots(TCodec.LoadQuad(a, row2 + quad)));
            sums.Row3 = sums.Row3.Plus(weights.Dots(TCodec.LoadQuad(a, row3 + quad)));
        }

        return sums;
    }

    /// <summary>B lies as (K,N): neighbours take neighbouring quads of a row of it, or the next row. Rows beyond the last count as the last; columns beyond it are zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static QuadBlock AlongN<TCodec>(ArrayView<uint> a, ArrayView<uint> b, int row, int column, int slice, int sliceCount, MatMulShape shape)
        where TCodec : struct, IElementCodec
    {
        int nQuads = shape.N / 4, lastRow = shape.M - 1, left = Grid.IdxZ * shape.M;
        int row0 = (left + row) * shape.K, row1 = (left + IntrinsicMath.Min(row + 1, lastRow)) * shape.K;
        int row2 = (left + IntrinsicMath.Min(row + 2, lastRow)) * shape.K, row3 = (left + IntrinsicMath.Min(row + 3, lastRow)) * shape.K;
        var first = Grid.IdxZ * shape.K * nQuads + column / 4;
        var end = column < shape.N ? shape.K : 0;
        QuadBlock sums = default;
        for (var k = slice; k < end; k += sliceCount)
        {
            Quad rows;
            rows.X = TCodec.Load(a, row0 + k);
            rows.Y = TCodec.Load(a, row1 + k);
            rows.Z = TCodec.Load(a, row2 + k);
            rows.W = TCodec.Load(a, row3 + k);
            sums = sums.AddOuter(rows, TCodec.LoadQuad(b, first + k * nQuads));
        }

        return sums;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(ArrayView<Quad> partials, int groupSize, QuadBlock block)
    {
        partials[Group.IdxX] = block.Row0;
        partials[Group.IdxX + groupSize] = block.Row1;
        partials[Group.IdxX + 2 * groupSize] = block.Row2;
        partials[Group.IdxX + 3 * groupSize] = block.Row3;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static QuadBlock Load(ArrayView<Quad> partials, int groupSize)
    {
        QuadBlock block;
        block.Row0 = partials[Group.IdxX];
        block.Row1 = partials[Group.IdxX + groupSize];
        block.Row2 = partials[Group.IdxX + 2 * groupSize];
        block.Row3 = partials[Group.IdxX + 3 * groupSize];
        return block;
    }

    /// <summary>Adds to this work item's block that of the one <paramref name="distance"/> above.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddPartner(ArrayView<Quad> partials, int groupSize, int distance)
    {
        for (var row = 0; row < 4; row++)
        {
            var index = row * groupSize + Group.IdxX;
            var sum = partials[index];
            partials[index] = sum.Plus(partials[index + distance]);
        }
    }
}
