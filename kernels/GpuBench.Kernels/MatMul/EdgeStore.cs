using System.Runtime.CompilerServices;
using GpuBench.Kernels.Storage;
using ILGPU;

namespace GpuBench.Kernels.MatMul;

/// <summary>Writes a tile of sums where rows of C are of any length.</summary>
internal static class EdgeStore
{
    /// <summary>
    /// Writes the word that begins with the element at (<paramref name="row"/>, <paramref name="column"/>), if one does. Where its other
    /// half is not in the tile, that element is computed anew: at most one for each row of a tile, and no two groups write one word.
    /// </summary>
    /// <param name="tile">Sums, row by row.</param>
    /// <param name="tileElement">Where the element lies in the tile.</param>
    /// <param name="isLastOfTile">The next element of <paramref name="tile"/> is not the row's next.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Word<TCodec, TRight>(
        ArrayView<uint> a, ArrayView<uint> b, ArrayView<uint> c, ArrayView<float> tile, int tileElement, bool isLastOfTile, int row, int column, MatMulShape shape)
        where TCodec : struct, IElementCodec
        where TRight : struct, IRightOperand
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
                high = SingleElement.Compute<TCodec, TRight>(a, b, element + 1, shape);
        }

        c[element / TCodec.ElementsPerWord] = TCodec.Pack(tile[tileElement], high);
    }
}
