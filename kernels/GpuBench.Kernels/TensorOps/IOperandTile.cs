using GpuBench.Kernels.Storage;
using ILGPU;

namespace GpuBench.Kernels.TensorOps;

/// <summary>
/// How a tile of an operand lies in shared memory, and which part of it a lane loads: a type argument of kernels. A tile has the
/// elements of 128 rows of A, or columns of B, and of two steps along K; a step is 32 bytes of a row of A.
/// </summary>
/// <remarks>
/// Rows are not padded. Their quads are permuted, so that the eight rows of an 8x8 matrix lie in different banks, and so do the rows
/// that a warp copies. A tile starts at a multiple of 512 quads: an exclusive or with a constant is then as good as an addition.
/// </remarks>
internal interface IOperandTile
{
    /// <summary>Of a row's quads: their number is 2 to the power of it.</summary>
    static abstract int QuadBits { get; }

    /// <summary>The rows of the tile run along K, as those of A do; otherwise each has one K.</summary>
    static abstract bool RunsAlongK { get; }

    /// <summary>Where a quad of a row lies, in quads from the tile's start.</summary>
    static abstract int Quad(int row, int quad);

    /// <summary>The quad that a lane begins to load at for the piece at <paramref name="first"/>, a row of A or column of B and a multiple of 64.</summary>
    static abstract int LaneQuad(int lane, int first);

    /// <summary>The lane's quad of the piece that lies <paramref name="pieces"/> times 16 rows of A, or columns of B, further; at most 3.</summary>
    static abstract int Piece(int quad, int pieces);

    /// <summary>The lane's quad of the second step.</summary>
    static abstract int SecondStep(int quad);

    /// <summary>A lane's registers of a piece, 16 rows of A or columns of B and one step, by CUDA's instructions.</summary>
    static abstract WordQuad Load(ArrayView<WordQuad> shared, int quad);

    /// <summary>A word with neighbours along K, read one by one: the same piece without CUDA's instructions.</summary>
    /// <param name="quad">The lane's own, as for <see cref="Load"/>.</param>
    /// <param name="line">Row of A or column of B in the piece, 0 … 15.</param>
    /// <param name="word">Along K, 0 … 7.</param>
    static abstract uint Word(ArrayView<WordQuad> shared, int quad, int lane, int line, int word);
}
