using System.Runtime.CompilerServices;
using ILGPU;

namespace GpuBench.Kernels.MatMul;

/// <summary>Maps groups to tiles of C: groups that run together take a nearly square block, and share reads in the cache.</summary>
internal static class TileOrder
{
    /// <summary>Rows of tiles in a block. A block is walked column by column.</summary>
    private const int BlockRows = 16;

    /// <param name="index">Index of the group in a grid of <paramref name="rows"/> times <paramref name="columns"/> groups.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (int Row, int Column) Of(int index, int rows, int columns)
    {
        var firstRow = index / (columns * BlockRows) * BlockRows;
        var height = IntrinsicMath.Min(rows - firstRow, BlockRows);
        var within = index - firstRow * columns;
        return (firstRow + within % height, within / height);
    }
}
