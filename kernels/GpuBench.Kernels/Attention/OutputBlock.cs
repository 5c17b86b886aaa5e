using System.Runtime.CompilerServices;
using GpuBench.Kernels.Storage;
using ILGPU;

namespace GpuBench.Kernels.Attention;

/// <summary>What a work item of <see cref="TiledAttention"/> holds of O: four rows by four columns, and at a head dimension of 128 four more 64 columns on.</summary>
internal struct OutputBlock<THeadDimension>
    where THeadDimension : struct, IHeadDimension
{
    private QuadBlock left;
    private QuadBlock right;

    /// <summary>Quads between the two halves of a row.</summary>
    private const int HalfQuads = 16;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly OutputBlock<THeadDimension> ScaleRows(Quad factors)
    {
        var product = this;
        product.left = left.ScaleRows(factors);
        if (THeadDimension.IsWide)
            product.right = right.ScaleRows(factors);
        return product;
    }

    /// <summary>This plus the weights of one key for the four rows times that key's values, a row in shared memory.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly OutputBlock<THeadDimension> AddOuter(Quad weights, ArrayView<Quad> values, int quad)
    {
        var sum = this;
        sum.left = left.AddOuter(weights, values[quad]);
        if (THeadDimension.IsWide)
            sum.right = right.AddOuter(weights, values[quad + HalfQuads]);
        return sum;
    }

    /// <summary>Stores the first <paramref name="rows"/> rows, at most four.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Store<TCodec>(ArrayView<uint> o, int quad, int rowQuads, int rows)
        where TCodec : struct, IElementCodec
    {
        StoreHalf<TCodec>(left, o, quad, rowQuads, rows);
        if (THeadDimension.IsWide)
            StoreHalf<TCodec>(right, o, quad + HalfQuads, rowQuads, rows);
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
