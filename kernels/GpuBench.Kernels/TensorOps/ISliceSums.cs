using GpuBench.Kernels.Storage;
using ILGPU;

namespace GpuBench.Kernels.TensorOps;

/// <summary>The sums of some rows and 16 columns of C in the registers of a warp, over a part of K: a type argument of the slice product.</summary>
internal interface ISliceSums<TSelf>
    where TSelf : struct, ISliceSums<TSelf>
{
    /// <summary>Of A and B, in 16 bytes.</summary>
    static abstract int ElementsPerQuad { get; }

    /// <summary>Of sums, in a lane.</summary>
    static abstract int QuadsPerLane { get; }

    /// <summary>What a lane has of 128 bytes along K of B.</summary>
    /// <param name="quad">The lane's first; four lanes of a row take neighbouring ones, and those four further on.</param>
    static abstract SliceColumns LoadRight(ArrayView<WordQuad> b, RowsAlongK right, int quad);

    /// <summary>This plus the product with as much of A.</summary>
    TSelf AddStep(ArrayView<WordQuad> a, ArrayView<WordQuad> b, RowsAlongK left, SliceColumns right, int quad);

    /// <summary>Writes the lane's sums to shared memory, a warp's width apart: by 16 rows, of these by eight columns.</summary>
    void Stage(ArrayView<WordQuad> partials, int first);

    static abstract WordQuad Plus(WordQuad x, WordQuad y);

    /// <summary>Writes what C has of a lane's sums for 16 rows and eight columns.</summary>
    static abstract void Store(ArrayView<uint> c, TilePlace place, int lane, WordQuad sums);
}
