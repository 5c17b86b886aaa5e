using System.Runtime.CompilerServices;
using ILGPU;

namespace GpuBench.Kernels.Storage;

/// <summary>4x4 values in registers, row-major. Named fields: an indexed array would be in local memory.</summary>
public struct QuadBlock
{
    public Quad Row0;
    public Quad Row1;
    public Quad Row2;
    public Quad Row3;

    public readonly Quad Column0 => Gather(Row0.X, Row1.X, Row2.X, Row3.X);

    public readonly Quad Column1 => Gather(Row0.Y, Row1.Y, Row2.Y, Row3.Y);

    public readonly Quad Column2 => Gather(Row0.Z, Row1.Z, Row2.Z, Row3.Z);

    public readonly Quad Column3 => Gather(Row0.W, Row1.W, Row2.W, Row3.W);

    /// <summary>This plus the outer product: 16 multiply-adds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly QuadBlock AddOuter(Quad column, Quad row)
    {
        QuadBlock sum;
        sum.Row0 = Row0.AddScaled(column.X, row);
        sum.Row1 = Row1.AddScaled(column.Y, row);
        sum.Row2 = Row2.AddScaled(column.Z, row);
        sum.Row3 = Row3.AddScaled(column.W, row);
        return sum;
    }

    /// <summary>The dot product of each row with <paramref name="other"/>: 16 multiply-adds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly Quad Dots(Quad other) => Gather(Row0.Dot(other), Row1.Dot(other), Row2.Dot(other), Row3.Dot(other));

    /// <summary>Each row times its component of <paramref name="factors"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly QuadBlock ScaleRows(Quad factors)
    {
        QuadBlock product;
        product.Row0 = Row0.Times(factors.X);
        product.Row1 = Row1.Times(factors.Y);
        product.Row2 = Row2.Times(factors.Z);
        product.Row3 = Row3.Times(factors.W);
        return product;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly Quad RowSums() => Column0.Plus(Column1).Plus(Column2.Plus(Column3));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly Quad RowMaxima() => Column0.Max(Column1).Max(Column2.Max(Column3));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Quad Gather(float x, float y, float z, float w)
    {
        Quad column;
        column.X = x;
        column.Y = y;
        column.Z = z;
        column.W = w;
        return column;
    }
}

/// <summary>A shared-memory tile of 64 rows, stored transposed: four rows of a column of the tensor are one quad.</summary>
internal static class TransposedTile
{
    /// <summary>Rows of the tensor, which are columns of the tile.</summary>
    public const int Rows = 64;

    /// <summary>64 rows and one quad of padding. Without it, the four quads of a tensor row would be written to one bank.</summary>
    public const int QuadsPerColumn = 17;

    /// <summary>Writes four neighbouring columns of one tensor row. <paramref name="tile"/> is the tile as floats.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreRow(ArrayView<float> tile, int row, int columnQuad, Quad value)
    {
        const int stride = QuadsPerColumn * 4;
        var first = columnQuad * 4 * stride + row;
        tile[first] = value.X;
        tile[first + stride] = value.Y;
        tile[first + 2 * stride] = value.Z;
        tile[first + 3 * stride] = value.W;
    }
}
