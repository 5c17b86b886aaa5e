using System.Runtime.CompilerServices;

namespace GpuBench.Kernels.Storage;

/// <summary>4x4 words in registers, by rows: int32 sums of products of int8 elements.</summary>
public struct WordBlock
{
    public WordQuad Row0;
    public WordQuad Row1;
    public WordQuad Row2;
    public WordQuad Row3;

    /// <summary>This plus four rows of A times four columns of B, four int8 elements of each in a word: 64 multiply-adds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal readonly WordBlock AddInt8Products(WordQuad rows, WordQuad columns)
    {
        WordBlock sum;
        sum.Row0 = AddInt8Products(Row0, rows.X, columns);
        sum.Row1 = AddInt8Products(Row1, rows.Y, columns);
        sum.Row2 = AddInt8Products(Row2, rows.Z, columns);
        sum.Row3 = AddInt8Products(Row3, rows.W, columns);
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static WordQuad AddInt8Products(WordQuad sums, uint row, WordQuad columns)
    {
        WordQuad sum;
        sum.X = Int8Words.AddProducts(sums.X, row, columns.X);
        sum.Y = Int8Words.AddProducts(sums.Y, row, columns.Y);
        sum.Z = Int8Words.AddProducts(sums.Z, row, columns.Z);
        sum.W = Int8Words.AddProducts(sums.W, row, columns.W);
        return sum;
    }
}
