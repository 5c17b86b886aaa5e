using System.Runtime.CompilerServices;
using ILGPU;

namespace GpuBench.Kernels.MatMul;

/// <summary>Which tile of C a group computes: the groups that run at the same time take a block of C that is about square, and so share most of what they read in the cache.</summary>
internal static class TileOrder
{
    /// <summary>Of tiles, which are taken column by column before the next rows.</summary>
    private const int BlockRows = 16;

    /// <param name="index">Of the group in a grid of <paramref name="rows"/> times <paramref name="columns"/> groups.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (int Row, int Column) Of(int index, int rows, int columns)
    {
        var firstRow = index / (columns * BlockRows) * BlockRows;
        var height = IntrinsicMath.Min(rows - firstRow, BlockRows);
        var within = index - firstRow * columns;
        return (firstRow + within % height, within / height);
    }
}
