using GpuBench.Kernels.Storage;
using ILGPU;

namespace GpuBench.Kernels.TensorOps;

/// <summary>What a warp does with tiles in shared memory: a type argument of kernels, so that one algorithm runs on matrix units and, emulated, on every device.</summary>
internal interface ITensorOps
{
    /// <summary>Of A and B, in 16 bytes.</summary>
    static abstract int ElementsPerQuad { get; }

    /// <summary>16 rows of A and one step along K, from the lane's quad on; see <see cref="IOperandTile.LaneQuad"/>.</summary>
    static abstract WordQuad LoadLeft(ArrayView<WordQuad> shared, int quad);

    /// <summary>16 columns of B and one step along K: X and Y are of the first eight, Z and W of the others.</summary>
    static abstract WordQuad LoadRight(ArrayView<WordQuad> shared, int quad);

    /// <summary>
    /// c + a·b for 16 rows and 8 columns. With lane = 4g + t the four sums are those of row g in columns 2t and 2t+1, and of
    /// row g+8 in the same.
    /// </summary>
    static abstract WordQuad MultiplyAdd(ArrayView<WordQuad> shared, WordQuad c, WordQuad a, uint b0, uint b1);

    /// <summary>Of two results: 1 or 2.</summary>
    static abstract int WordsPerPair { get; }

    /// <summary>Writes two sums that are neighbours in a row as results.</summary>
    static abstract void StorePair(ArrayView<uint> target, int word, uint first, uint second);
}
