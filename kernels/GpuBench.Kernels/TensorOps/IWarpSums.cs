using GpuBench.Kernels.Storage;
using ILGPU;

namespace GpuBench.Kernels.TensorOps;

/// <summary>The sums of 64x64 elements of C in the registers of a warp, and how they are got from tiles in shared memory: a type argument of the staged product.</summary>
internal interface IWarpSums<TSelf>
    where TSelf : struct, IWarpSums<TSelf>
{
    /// <summary>Of A and B, in 16 bytes.</summary>
    static abstract int ElementsPerQuad { get; }

    /// <summary>From where in A's tile a lane reads.</summary>
    /// <param name="row">The warp's first row in the tile, a multiple of 64.</param>
    static abstract int LeftQuad(int lane, int row);

    /// <summary>From where in B's tile a lane reads.</summary>
    /// <param name="column">The warp's first column in the tile, a multiple of 64.</param>
    static abstract int RightQuad(int lane, int column);

    /// <summary>This plus the product of what a stage has of A and B.</summary>
    /// <param name="left">The lane's quad of A, in the stage's place.</param>
    /// <param name="right">The lane's quad of B, likewise.</param>
    TSelf AddStage(ArrayView<WordQuad> shared, int left, int right);

    /// <summary>Writes what C has of the sums at a row and column; see <see cref="TileStore"/>.</summary>
    void Write(ArrayView<WordQuad> shared, ArrayView<WordQuad> c, TilePlace place);
}
