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
    public const int Rows = 16;

    private const int Lanes = 32;
    private const int Columns = 64;

    /// <param name="shared">Of which nobody reads anything else any more.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Write<TRows>(ArrayView<WordQuad> shared, ArrayView<WordQuad> c, TilePlace place, TRows sums)
        where TRows : struct, IStagedRows
    {
        int lane = Group.IdxX & (Lanes - 1), warp = Group.IdxX / Lanes;
        // An eighth of a row between rows, so that what lanes write at once lies in different banks.
        var quadsPerRow = TRows.QuadsPerRow;
        var pitch = quadsPerRow + quadsPerRow / 8;
        var stage = warp * Rows * pitch;
        Group.Barrier();
        sums.Stage(shared, stage, pitch, lane);
        Group.Barrier();
        var elementsPerQuad = Columns / quadsPerRow;
        var first = (place.Batch * place.Height + place.Row) * (place.Width / elementsPerQuad) + place.Column / elementsPerQuad;
        for (var i = lane; i < Rows * quadsPerRow; i += Lanes)
        {
            int row = i / quadsPerRow, quad = i & (quadsPerRow - 1);
            if (place.Row + row < place.Height && place.Column + quad * elementsPerQuad < place.Width)
                c[first + row * (place.Width / elementsPerQuad) + quad] = shared[stage + row * pitch + quad];
        }
    }
}
