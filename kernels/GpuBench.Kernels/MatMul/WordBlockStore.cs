using System.Runtime.CompilerServices;
using GpuBench.Kernels.Storage;
using ILGPU;

namespace GpuBench.Kernels.MatMul;

/// <summary>Writes a block of C whose elements are words, as far as C reaches, for any N.</summary>
internal static class WordBlockStore
{
    /// <param name="row">First row within the matrix of this group's batch.</param>
    /// <param name="column">A multiple of four.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Rows(ArrayView<uint> c, int row, int column, WordBlock block, MatMulShape shape)
    {
        Row(c, row, column, block.Row0, shape);
        Row(c, row + 1, column, block.Row1, shape);
        Row(c, row + 2, column, block.Row2, shape);
        Row(c, row + 3, column, block.Row3, shape);
    }

    /// <summary>One access where rows are a multiple of four words.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Row(ArrayView<uint> c, int row, int column, WordQuad words, MatMulShape shape)
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
