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
    /// <param name="quad">The tile's first quad of a row; the matrix has <paramref name="quads"/> in each.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Begin<TCopy, TTile>(ArrayView<WordQuad> shared, int target, ArrayView<WordQuad> tensor, CopyRows rows, int quad, int quads)
        where TCopy : struct, IAsyncCopy
        where TTile : struct, IOperandTile
    {
        int tileRow = Group.IdxX >> TTile.QuadBits, tileQuad = Group.IdxX & ((1 << TTile.QuadBits) - 1);
        // The permutation of a row is that of the row one pass further.
        var ownTarget = target + TTile.Quad(tileRow, tileQuad);
        var quadsLeft = quads - (quad + tileQuad);
        var source = quads - IntrinsicMath.Max(1, quadsLeft);
        var exists = Exists(quadsLeft);
        TCopy.Copy(shared, ownTarget, tensor, rows.Source0 + source, QuadBytes * IntrinsicMath.Min(rows.Exists0, exists));
        TCopy.Copy(shared, ownTarget + GroupSize, tensor, rows.Source1 + source, QuadBytes * IntrinsicMath.Min(rows.Exists1, exists));
        TCopy.Copy(shared, ownTarget + 2 * GroupSize, tensor, rows.Source2 + source, QuadBytes * IntrinsicMath.Min(rows.Exists2, exists));
        TCopy.Copy(shared, ownTarget + 3 * GroupSize, tensor, rows.Source3 + source, QuadBytes * IntrinsicMath.Min(rows.Exists3, exists));
    }

    /// <summary>1 where something is left, otherwise 0: minima instead of a condition, which would be a jump.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Exists(int left) => IntrinsicMath.Max(0, IntrinsicMath.Min(1, left));
}
