using System.Runtime.CompilerServices;
using GpuBench.Kernels.Storage;
using ILGPU;

namespace GpuBench.Kernels.Attention;

/// <summary>The steps of <see cref="TiledAttention"/> for one block of keys, for work item (x, y) of a 16x16 group.</summary>
internal static class TiledSteps
{
    public const int Block = 64;
    public const int Slice = 16;
    public const int GroupSize = 256;

    /// <summary>A transposed slice of 16 columns of Q and one of K: 544 quads. They also hold 16 rows of V of up to 32 quads.</summary>
    public const int SliceQuads = 2 * Slice * TransposedTile.QuadsPerColumn;

    public const int WeightQuads = Block * TransposedTile.QuadsPerColumn;
    public const int SharedBytes = (SliceQuads + WeightQuads + GroupSize) * 16;

    /// <summary>Scores of the four queries (rows) and four keys (columns) of this work item, as exponents of two.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static QuadBlock Scores<TCodec>(
        ArrayView<uint> q, ArrayView<uint> k, ArrayView<Quad> slices, int queryQuad, int keyQuad, int rowQuads,
        int firstQuery, int firstKey, AttentionArguments arguments)
        where TCodec : struct, IElementCodec
    {
        int x = Group.IdxX & 15, y = Group.IdxX >> 4;
        int row = Group.IdxX >> 2, column = Group.IdxX & 3;
        var queries = slices.SubView(0, SliceQuads / 2);
        var keys = slices.SubView(SliceQuads / 2, SliceQuads / 2);
        // Rows past the end repeat the last row; their scores are masked or not stored.
        var queryRow = queryQuad + IntrinsicMath.Min(firstQuery + row, arguments.T - 1) * rowQuads + column;
        var keyRow = keyQuad + IntrinsicMath.Min(firstKey + row, arguments.S - 1) * rowQuads + column;

        QuadBlock scores = default;
        for (var d = 0; d < rowQuads; d += Slice / 4)
        {
            TransposedTile.StoreRow(queries.Cast<float>(), row, column, TCodec.LoadQuad(q, queryRow + d));
            TransposedTile.StoreRow(keys.Cast<float>(), row, column, TCodec.LoadQuad(k, keyRow + d));
            Group.Barrier();
            for (var i = 0; i < Slice; i++)
                scores = scores.AddOuter(queries[i * TransposedTile.QuadsPerColumn + y], keys[i * TransposedTile.QuadsPerColumn + x]);
            Group.Barrier();
        }

        return scores.ScaleRows(Quad.All(arguments.Log2Scale));
    }

    /// <summary>Masks the four keys from <paramref name="key"/> on that the queries do not see.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static QuadBlock Mask(QuadBlock scores, int key, int query, AttentionArguments arguments)
    {
        scores.Row0 = Softmax.Mask(scores.Row0, arguments.VisibleKeys(query) - key);
        scores.Row1 = Softmax.Mask(scores.Row1, arguments.VisibleKeys(query + 1) - key);
        scores.Row2 = Softmax.Mask(scores.Row2, arguments.VisibleKeys(query + 2) - key);
        scores.Row3 = Softmax.Mask(scores.Row3, arguments.VisibleKeys(query + 3) - key);
        return scores;
    }

    /// <summary>Maxima of four rows over the 16 work items that share them. Shuffles are not portable.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Quad MaximaOverGroup(ArrayView<Quad> partials, Quad own, int x, int y)
    {
        partials[x * 16 + y] = own;
        Group.Barrier();
        for (var i = 0; i < 16; i++)
            own = own.Max(partials[i * 16 + y]);
        return own;
    }

    /// <summary>Sums of four rows over the 16 work items that share them, in a fixed order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Quad SumsOverGroup(ArrayView<Quad> partials, Quad own, int x, int y)
    {
        partials[x * 16 + y] = own;
        Group.Barrier();
        Quad sum = default;
        for (var i = 0; i < 16; i++)
            sum = sum.Plus(partials[i * 16 + y]);
        return sum;
    }

    /// <summary>Writes the weights transposed, so that the weights of four queries for one key are one quad.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreWeights(ArrayView<Quad> weights, QuadBlock own, int x, int y)
    {
        var first = 4 * x * TransposedTile.QuadsPerColumn + y;
        weights[first] = own.Column0;
        weights[first + TransposedTile.QuadsPerColumn] = own.Column1;
        weights[first + 2 * TransposedTile.QuadsPerColumn] = own.Column2;
        weights[first + 3 * TransposedTile.QuadsPerColumn] = own.Column3;
    }

    /// <summary>Loads this work item's part of 16 rows of V. Rows past the end repeat the last row and have weight 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LoadValues<TCodec, THeadDimension>(
        ArrayView<uint> v, ArrayView<Quad> slices, int keyQuad, int rowQuads, int key, int lastKey)
        where TCodec : struct, IElementCodec
        where THeadDimension : struct, IHeadDimension
    {
        int x = Group.IdxX & 15, y = Group.IdxX >> 4;
        var source = keyQuad + IntrinsicMath.Min(key, lastKey) * rowQuads + x;
        slices[y * rowQuads + x] = TCodec.LoadQuad(v, source);
        if (THeadDimension.IsWide)
            slices[y * rowQuads + 16 + x] = TCodec.LoadQuad(v, source + 16);
    }
}

/// <summary>The part of O of one work item: four rows by four columns, and four more 64 columns further if D is 128.</summary>
internal struct OutputBlock<THeadDimension>
    where THeadDimension : struct, IHeadDimension
{
    private QuadBlock columns0;
    private QuadBlock columns64;

    /// <summary>Quads between the two halves of a row.</summary>
    private const int HalfQuads = 16;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly OutputBlock<THeadDimension> ScaleRows(Quad factors)
    {
        var product = this;
        product.columns0 = columns0.ScaleRows(factors);
        if (THeadDimension.IsWide)
            product.columns64 = columns64.ScaleRows(factors);
        return product;
    }

    /// <summary>This plus the weights of one key for four rows times the values of that key, a row in shared memory.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly OutputBlock<THeadDimension> AddOuter(Quad weights, ArrayView<Quad> values, int quad)
    {
        var sum = this;
        sum.columns0 = columns0.AddOuter(weights, values[quad]);
        if (THeadDimension.IsWide)
            sum.columns64 = columns64.AddOuter(weights, values[quad + HalfQuads]);
        return sum;
    }

    /// <summary>Stores the first <paramref name="rows"/> rows, at most four.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Store<TCodec>(ArrayView<uint> o, int quad, int rowQuads, int rows)
        where TCodec : struct, IElementCodec
    {
        StoreHalf<TCodec>(columns0, o, quad, rowQuads, rows);
        if (THeadDimension.IsWide)
            StoreHalf<TCodec>(columns64, o, quad + HalfQuads, rowQuads, rows);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreHalf<TCodec>(QuadBlock half, ArrayView<uint> o, int quad, int rowQuads, int rows)
        where TCodec : struct, IElementCodec
    {
        if (rows > 0)
            TCodec.StoreQuad(o, quad, half.Row0);
        if (rows > 1)
            TCodec.StoreQuad(o, quad + rowQuads, half.Row1);
        if (rows > 2)
            TCodec.StoreQuad(o, quad + 2 * rowQuads, half.Row2);
        if (rows > 3)
            TCodec.StoreQuad(o, quad + 3 * rowQuads, half.Row3);
    }
}

/// <summary>The head dimension as a type argument, so that the number of registers is known at compile time.</summary>
internal interface IHeadDimension
{
    /// <summary>True if D is 128, false if D is 64.</summary>
    static abstract bool IsWide { get; }
}

internal readonly struct HeadDimension64 : IHeadDimension
{
    public static bool IsWide => false;
}

internal readonly struct HeadDimension128 : IHeadDimension
{
    public static bool IsWide => true;
}
