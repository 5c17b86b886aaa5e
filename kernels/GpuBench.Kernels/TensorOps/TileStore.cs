using System.Runtime.CompilerServices;
using GpuBench.Kernels.Storage;
using ILGPU;

namespace GpuBench.Kernels.TensorOps;

/// <summary>
/// How a group writes its tile of C: each warp 16 rows at a time through shared memory, since a lane's neighbours in C are in other lanes,
/// and whole quads of a row are what global memory takes best.
/// </summary>
internal static class TileStore
{
    private const int Lanes = 32;
    private const int RowsAtATime = 16;
    private const int Columns = 64;

    /// <param name="shared">Of which nobody reads anything else any more.</param>
    /// <param name="origin">Number of C's first quad in this batch; C has <paramref name="height"/> rows of <paramref name="width"/> elements, a multiple of eight.</param>
    /// <param name="row">First row of this warp's sums.</param>
    /// <param name="column">First column, a multiple of 64.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Write<TOps>(ArrayView<WordQuad> shared, ArrayView<WordQuad> c, int origin, int row, int column, int height, int width, WarpTile sums)
        where TOps : struct, ITensorOps
    {
        Write<TOps>(shared, c, origin, row, column, height, width, sums.Rows0);
        Write<TOps>(shared, c, origin, row + RowsAtATime, column, height, width, sums.Rows16);
        Write<TOps>(shared, c, origin, row + 2 * RowsAtATime, column, height, width, sums.Rows32);
        Write<TOps>(shared, c, origin, row + 3 * RowsAtATime, column, height, width, sums.Rows48);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Write<TOps>(ArrayView<WordQuad> shared, ArrayView<WordQuad> c, int origin, int row, int column, int height, int width, WarpRow sums)
        where TOps : struct, ITensorOps
    {
        int lane = Group.IdxX & (Lanes - 1), warp = Group.IdxX / Lanes;
        // A quarter of the banks between rows, so that the eight rows that lanes write to at once lie in different ones.
        var quadsPerRow = TOps.WordsPerPair * 8;
        var pitch = quadsPerRow + TOps.WordsPerPair;
        var stage = warp * RowsAtATime * pitch;
        Group.Barrier();
        sums.Stage<TOps>(shared.Cast<uint>(), stage * 4 + lane / 4 * pitch * 4 + (lane & 3) * TOps.WordsPerPair, pitch * 4);
        Group.Barrier();
        var elementsPerQuad = Columns / quadsPerRow;
        for (var i = lane; i < RowsAtATime * quadsPerRow; i += Lanes)
        {
            int ownRow = i / quadsPerRow, quad = i & (quadsPerRow - 1);
            if (row + ownRow < height && column + quad * elementsPerQuad < width)
                c[origin + (row + ownRow) * (width / elementsPerQuad) + column / elementsPerQuad + quad] = shared[stage + ownRow * pitch + quad];
        }
    }
}
