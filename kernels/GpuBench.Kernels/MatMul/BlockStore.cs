using System.Runtime.CompilerServices;
using GpuBench.Kernels.Storage;
using ILGPU;

namespace GpuBench.Kernels.MatMul;

/// <summary>Writes the part of a 4x4 block that lies inside C, one quad a row. N is a multiple of four.</summary>
internal static class BlockStore
{
    /// <param name="row">First row of the block in its matrix of the batch.</param>
    /// <param name="column">A multiple of four.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Rows<TCodec>(ArrayView<uint> c, int row, int column, QuadBlock block, MatMulSize shape)
        where TCodec : struct, IElementCodec
    {
        if (column >= shape.N)
            return;
        var nQuads = shape.N / 4;
        var first = (Grid.IdxZ * shape.M + row) * nQuads + column / 4;
        if (row < shape.M)
            TCodec.StoreQuad(c, first, block.Row0);
        if (row + 1 < shape.M)
            TCodec.StoreQuad(c, first + nQuads, block.Row1);
        if (row + 2 < shape.M)
            TCodec.StoreQuad(c, first + 2 * nQuads, block.Row2);
        if (row + 3 < shape.M)
            TCodec.StoreQuad(c, first + 3 * nQuads, block.Row3);
    }
}

/// <summary>Writes a tile of sums to a C whose rows have any length.</summary>
internal static class EdgeStore
{
    /// <summary>
    /// Writes the word whose low half is the element at (<paramref name="row"/>, <paramref name="column"/>), if there is one. If the high
    /// half is not in the tile, it is recomputed: at most one element for each row of a tile. Each word has one writer.
    /// </summary>
    /// <param name="tile">The sums of the tile, row-major.</param>
    /// <param name="tileElement">Index of the element in <paramref name="tile"/>.</param>
    /// <param name="isLastOfTile">The element is in the last column of the tile.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Word<TCodec, TLayout>(
        ArrayView<uint> a, ArrayView<uint> b, ArrayView<uint> c, ArrayView<float> tile, int tileElement, bool isLastOfTile,
        int row, int column, MatMulSize shape)
        where TCodec : struct, IElementCodec
        where TLayout : struct, ILayoutB
    {
        if (row >= shape.M || column >= shape.N)
            return;
        var element = (Grid.IdxZ * shape.M + row) * shape.N + column;
        if (element % TCodec.ElementsPerWord != 0)
            return;
        var high = 0f;
        if (TCodec.ElementsPerWord == 2)
        {
            if (!isLastOfTile && column + 1 < shape.N)
                high = tile[tileElement + 1];
            else if (element + 1 < shape.BatchCount * shape.M * shape.N)
                high = SingleElement.Compute<TCodec, TLayout>(a, b, element + 1, shape);
        }

        c[element / TCodec.ElementsPerWord] = TCodec.Pack(tile[tileElement], high);
    }
}

/// <summary>Writes the part of a 4x4 block that lies inside C. An element of C is a word; N is any.</summary>
internal static class WordBlockStore
{
    /// <param name="row">First row of the block in its matrix of the batch.</param>
    /// <param name="column">A multiple of four.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Rows(ArrayView<uint> c, int row, int column, WordBlock block, MatMulSize shape)
    {
        Row(c, row, column, block.Row0, shape);
        Row(c, row + 1, column, block.Row1, shape);
        Row(c, row + 2, column, block.Row2, shape);
        Row(c, row + 3, column, block.Row3, shape);
    }

    /// <summary>Writes one row. One access if N is a multiple of four.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Row(ArrayView<uint> c, int row, int column, WordQuad words, MatMulSize shape)
    {
        if (row >= shape.M || column >= shape.N)
            return;
        var first = (Grid.IdxZ * shape.M + row) * shape.N + column;
        if (shape.N % 4 == 0)
        {
            c.Cast<WordQuad>()[first / 4] = words;
            return;
        }

        c[first] = words.X;
        if (column + 1 < shape.N)
            c[first + 1] = words.Y;
        if (column + 2 < shape.N)
            c[first + 2] = words.Z;
        if (column + 3 < shape.N)
            c[first + 3] = words.W;
    }
}
