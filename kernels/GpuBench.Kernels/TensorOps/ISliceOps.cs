using GpuBench.Kernels.Storage;
using ILGPU;

namespace GpuBench.Kernels.TensorOps;

/// <summary>What a warp does with operands that it reads from global memory itself: a type argument of kernels, as <see cref="ITensorOps"/> is for tiles in shared memory.</summary>
internal interface ISliceOps
{
    /// <summary>Of A and B, in 16 bytes.</summary>
    static abstract int ElementsPerQuad { get; }

    /// <summary>The lane's quad of eight rows: with lane = 4g + t that of row <paramref name="first"/> + g.</summary>
    /// <param name="quad">The lane's own: four lanes of a row take neighbouring ones.</param>
    static abstract WordQuad Load(ArrayView<WordQuad> matrix, RowsAlongK rows, int first, int quad);

    /// <summary>The same with zeros for what lies beyond the end of the rows, before it is multiplied.</summary>
    static abstract WordQuad Existing(WordQuad piece, RowsAlongK rows, int quad);

    /// <summary>
    /// c + a·b for 16 rows and 8 columns, and 64 bytes along K of each. The four sums of lane 4g + t are those of row g in columns
    /// 2t and 2t+1, and of row g+8 in the same.
    /// </summary>
    /// <param name="upper">What the lane loaded of the first eight rows of A.</param>
    /// <param name="lower">Of the eight below.</param>
    /// <param name="right">Of the columns of B, which are rows in memory.</param>
    static abstract WordQuad MultiplyAdd(ArrayView<WordQuad> a, ArrayView<WordQuad> b, WordQuad c, WordQuad upper, WordQuad lower, WordQuad right);

    static abstract WordQuad Plus(WordQuad x, WordQuad y);

    /// <summary>Of two results: 1 or 2.</summary>
    static abstract int WordsPerPair { get; }

    /// <summary>Writes two sums that are neighbours in a row as results.</summary>
    static abstract void StorePair(ArrayView<uint> target, int word, uint first, uint second);
}
