using System.Runtime.CompilerServices;
using GpuBench.Kernels.Storage;
using ILGPU;

namespace GpuBench.Kernels.TensorOps;

/// <summary>
/// CUDA's matrix instructions on registers that were loaded as they lie in memory. An instruction wants of each row two words that are
/// four apart along K; which two does not matter as long as A and B give the same, so a lane's 16 bytes serve two instructions.
/// </summary>
internal readonly struct CudaSliceOps<TElement> : ISliceOps
    where TElement : struct, IMatrixElement
{
    public static int ElementsPerQuad => TElement.ElementsPerQuad;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WordQuad Load(ArrayView<WordQuad> matrix, RowsAlongK rows, int first, int quad) => rows.Load(matrix, first + (Group.IdxX & 31) / 4, quad);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WordQuad Existing(WordQuad piece, RowsAlongK rows, int quad) => rows.Existing(piece, quad);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WordQuad MultiplyAdd(ArrayView<WordQuad> a, ArrayView<WordQuad> b, WordQuad c, WordQuad upper, WordQuad lower, WordQuad right)
    {
        var half = TElement.MultiplyAdd(c, Fragment(upper.X, lower.X, upper.Y, lower.Y), right.X, right.Y);
        return TElement.MultiplyAdd(half, Fragment(upper.Z, lower.Z, upper.W, lower.W), right.Z, right.W);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WordQuad Plus(WordQuad x, WordQuad y) => MatrixSums.Plus<TElement>(x, y);

    public static int WordsPerPair => TElement.HasHalfResults ? 1 : 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StorePair(ArrayView<uint> target, int word, uint first, uint second) =>
        MatrixSums.StorePair<TElement>(target, word, first, second, TElement.Convert(first, second));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static WordQuad Fragment(uint x, uint y, uint z, uint w)
    {
        WordQuad fragment;
        fragment.X = x;
        fragment.Y = y;
        fragment.Z = z;
        fragment.W = w;
        return fragment;
    }
}
