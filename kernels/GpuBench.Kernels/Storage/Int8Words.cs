using System.Runtime.CompilerServices;
using ILGPU;

namespace GpuBench.Kernels.Storage;

/// <summary>
/// <see cref="StorageType.Int8"/>: reads elements from words and multiplies them there. Sums are int32, stored as words.
/// </summary>
internal static class Int8Words
{
    /// <summary>Elements from <paramref name="element"/> on; zeros past the first <paramref name="count"/>, possibly negative.</summary>
    /// <param name="isAligned">Rows are a multiple of four elements: the four are one word, and all exist or none.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint LoadFour(ArrayView<uint> words, int element, int count, bool isAligned)
    {
        var four = 0u;
        if (isAligned)
        {
            if (count > 0)
                four = words[element >> 2];
            return four;
        }

        for (var i = 0; i < IntrinsicMath.Min(count, 4); i++)
            four |= (uint)(byte)Int8Element.Load(words, element + i) << (8 * i);
        return four;
    }

    /// <summary><paramref name="sum"/> plus the dot product of the four elements of two words.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint AddProducts(uint sum, uint a, uint b) =>
        (uint)((int)sum + Int8Element.Of(a, 0) * Int8Element.Of(b, 0) + Int8Element.Of(a, 1) * Int8Element.Of(b, 1)
            + Int8Element.Of(a, 2) * Int8Element.Of(b, 2) + Int8Element.Of(a, 3) * Int8Element.Of(b, 3));

    /// <summary>Four columns, a word each, of rows that are <paramref name="pitch"/> elements apart.</summary>
    /// <param name="element">Index of the element in the first row and column.</param>
    /// <param name="rowCount">Number of rows that exist; the others are zeros, as in <see cref="LoadFour"/>.</param>
    /// <param name="columnCount">Number of columns that exist.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WordQuad LoadColumns(ArrayView<uint> words, int element, int pitch, int rowCount, int columnCount)
    {
        var isAligned = pitch % 4 == 0;
        WordQuad rows;
        rows.X = LoadFour(words, element, rowCount > 0 ? columnCount : 0, isAligned);
        rows.Y = LoadFour(words, element + pitch, rowCount > 1 ? columnCount : 0, isAligned);
        rows.Z = LoadFour(words, element + 2 * pitch, rowCount > 2 ? columnCount : 0, isAligned);
        rows.W = LoadFour(words, element + 3 * pitch, rowCount > 3 ? columnCount : 0, isAligned);
        return Transpose(rows);
    }

    /// <summary>Transposes 4x4 elements, a row in each word.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static WordQuad Transpose(WordQuad rows)
    {
        WordQuad columns;
        columns.X = Column(rows, 0);
        columns.Y = Column(rows, 8);
        columns.Z = Column(rows, 16);
        columns.W = Column(rows, 24);
        return columns;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Column(WordQuad rows, int shift) =>
        ((rows.X >> shift) & 0xFFu) | (((rows.Y >> shift) & 0xFFu) << 8)
            | (((rows.Z >> shift) & 0xFFu) << 16) | (((rows.W >> shift) & 0xFFu) << 24);

}

/// <summary>4x4 words in registers, row-major: int32 sums of products of int8 elements.</summary>
public struct WordBlock
{
    public WordQuad Row0;
    public WordQuad Row1;
    public WordQuad Row2;
    public WordQuad Row3;

    /// <summary>This plus four rows of A times four columns of B, four int8 elements along K in a word: 64 multiply-adds.</summary>
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
