using System.Runtime.CompilerServices;
using GpuBench.Kernels.Storage;
using ILGPU;

namespace GpuBench.Kernels.TensorOps;

/// <summary>The position of a warp's sums in C.</summary>
/// <param name="Batch">Index of the matrix in the batch.</param>
/// <param name="Row">First row.</param>
/// <param name="Column">First column, a multiple of 64.</param>
/// <param name="Height">Rows of C.</param>
/// <param name="Width">Columns of C, a multiple of the elements in a quad.</param>
internal readonly record struct TilePlace(int Batch, int Row, int Column, int Height, int Width)
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TilePlace Below(int rows) => new(Batch, Row + rows, Column, Height, Width);
}

/// <summary>The sums of 16 rows and 64 columns, which a warp writes at a time.</summary>
internal interface IStagedRows
{
    /// <summary>Quads of results in a row: 8 or 16.</summary>
    static abstract int QuadsPerRow { get; }

    /// <summary>Writes the lane's results to shared memory, rows of 64 elements, <paramref name="pitch"/> quads apart.</summary>
    /// <param name="stage">Quad where the first row starts.</param>
    void Stage(ArrayView<WordQuad> shared, int stage, int pitch, int lane);
}

/// <summary>
/// Writes the tile of a group to C. Each warp passes 16 rows at a time through shared memory: neighbours in C are in different lanes, and
/// global memory is fastest with whole quads of a row.
/// </summary>
internal static class TileStore
{
    public const int Rows = 16;

    private const int Lanes = 32;
    private const int Columns = 64;

    /// <param name="shared">Overwritten, so no thread may still read operands from it.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Write<TRows>(ArrayView<WordQuad> shared, ArrayView<WordQuad> c, TilePlace place, TRows sums)
        where TRows : struct, IStagedRows
    {
        int lane = Group.IdxX & (Lanes - 1), warp = Group.IdxX / Lanes;
        // Rows are padded by an eighth, so that simultaneous writes go to different banks.
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
