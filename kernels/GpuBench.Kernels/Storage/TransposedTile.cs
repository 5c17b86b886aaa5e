using System.Runtime.CompilerServices;
using ILGPU;

namespace GpuBench.Kernels.Storage;

/// <summary>A shared-memory tile of 64 rows that is kept transposed: a column of the tensor is contiguous, and four of its rows are one quad.</summary>
internal static class TransposedTile
{
    /// <summary>Of the tensor, which are columns of the tile.</summary>
    public const int Rows = 64;

    /// <summary>64 rows and one quad of padding, without which all four quads of a tensor row would be written to the same bank.</summary>
    public const int QuadsPerColumn = 17;

    /// <summary>Writes four adjacent columns of one tensor row. <paramref name="tile"/> is the tile as floats.</summary>
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
