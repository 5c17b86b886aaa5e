using System.Runtime.CompilerServices;
using GpuBench.Kernels.Storage;
using ILGPU;

namespace GpuBench.Kernels.TensorOps;

/// <summary>The sums of 64x64 elements of C in the registers of a warp, and how they are got from tiles in shared memory: a type argument of the pipelined product.</summary>
internal interface IWarpTile<TSelf>
    where TSelf : struct, IWarpTile<TSelf>
{
    /// <summary>Of A and B, in 16 bytes.</summary>
    static abstract int ElementsPerQuad { get; }

    /// <summary>From where in A's tile a lane reads.</summary>
    /// <param name="row">The warp's first row in the tile, a multiple of 64.</param>
    static abstract int QuadOfA(int lane, int row);

    /// <summary>From where in B's tile a lane reads.</summary>
    /// <param name="column">The warp's first column in the tile, a multiple of 64.</param>
    static abstract int QuadOfB(int lane, int column);

    /// <summary>This plus the product of what a stage has of A and B.</summary>
    /// <param name="aQuad">The lane's quad of A, in the stage's place.</param>
    /// <param name="bQuad">The lane's quad of B, likewise.</param>
    TSelf AddStage(ArrayView<WordQuad> shared, int aQuad, int bQuad);

    /// <summary>Writes what C has of the sums at a row and column; see <see cref="TileStore"/>.</summary>
    void Write(ArrayView<WordQuad> shared, ArrayView<WordQuad> c, TilePlace place);
}

/// <summary>Where a warp's sums belong.</summary>
/// <param name="Batch">Which of the matrices C.</param>
/// <param name="Row">First row.</param>
/// <param name="Column">First column, a multiple of 64.</param>
/// <param name="Height">Rows of C.</param>
/// <param name="Width">Columns of C, a multiple of the elements in a quad.</param>
internal readonly record struct TilePlace(int Batch, int Row, int Column, int Height, int Width)
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TilePlace Below(int rows) => new(Batch, Row + rows, Column, Height, Width);
}

/// <summary>The sums of 16 rows and 64 columns, as a warp writes them at a time.</summary>
internal interface IStagedRows
{
    /// <summary>Of results: 8 or 16.</summary>
    static abstract int QuadsPerRow { get; }

    /// <summary>Writes the lane's results to shared memory, rows of 64 elements that are <paramref name="pitch"/> quads apart.</summary>
    /// <param name="stage">Quad of the first row.</param>
    void Stage(ArrayView<WordQuad> shared, int stage, int pitch, int lane);
}

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
