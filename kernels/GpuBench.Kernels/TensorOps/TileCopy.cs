using System.Runtime.CompilerServices;
using GpuBench.Kernels.Storage;
using ILGPU;

namespace GpuBench.Kernels.TensorOps;

/// <summary>How a group of 128 copies a tile of 8 KiB from a matrix to shared memory: four quads a work item, neighbours along a row.</summary>
internal static class TileCopy
{
    public const int GroupSize = 128;
    public const int TileQuads = 4 * GroupSize;

    private const int QuadBytes = 16;

    /// <summary>Begins the copy; what lies outside of the matrix becomes zeros.</summary>
    /// <param name="target">Where the tile begins in shared memory, in quads.</param>
    /// <param name="origin">Where the matrix begins in the tensor, in quads.</param>
    /// <param name="row">The tile's first row; the matrix has <paramref name="rows"/>.</param>
    /// <param name="quad">The tile's first quad of a row; the matrix has <paramref name="quads"/> in each.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Begin<TCopy, TTile>(ArrayView<WordQuad> shared, int target, ArrayView<WordQuad> tensor, int origin, int row, int rows, int quad, int quads)
        where TCopy : struct, IAsyncCopy
        where TTile : struct, IOperandTile
    {
        int tileRow = Group.IdxX / TTile.QuadsPerRow, tileQuad = Group.IdxX % TTile.QuadsPerRow;
        var passRows = GroupSize / TTile.QuadsPerRow;
        // The permutation of a row is that of the row one pass further.
        var ownTarget = target + TTile.Quad(tileRow, tileQuad);
        var ownRow = row + tileRow;
        var quadsLeft = quads - (quad + tileQuad);
        // Outside, the matrix's last row or quad stands in for an address.
        var source = origin + quads - IntrinsicMath.Max(1, quadsLeft);
        Copy<TCopy>(shared, ownTarget, tensor, source, ownRow, rows, quads, quadsLeft);
        Copy<TCopy>(shared, ownTarget + GroupSize, tensor, source, ownRow + passRows, rows, quads, quadsLeft);
        Copy<TCopy>(shared, ownTarget + 2 * GroupSize, tensor, source, ownRow + 2 * passRows, rows, quads, quadsLeft);
        Copy<TCopy>(shared, ownTarget + 3 * GroupSize, tensor, source, ownRow + 3 * passRows, rows, quads, quadsLeft);
    }

    /// <summary>Minima instead of conditions: a conditional would be a jump.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Copy<TCopy>(ArrayView<WordQuad> shared, int target, ArrayView<WordQuad> tensor, int source, int row, int rows, int quads, int quadsLeft)
        where TCopy : struct, IAsyncCopy
    {
        var rowsLeft = rows - row;
        var isInside = IntrinsicMath.Max(0, IntrinsicMath.Min(1, IntrinsicMath.Min(rowsLeft, quadsLeft)));
        TCopy.Copy(shared, target, tensor, source + (rows - IntrinsicMath.Max(1, rowsLeft)) * quads, QuadBytes * isInside);
    }
}
