using System.Runtime.CompilerServices;
using GpuBench.Kernels.Storage;
using ILGPU;

namespace GpuBench.Kernels.TensorOps;

/// <summary>CUDA's matrix instructions: <c>ldmatrix</c> and <c>mma.sync</c>, from sm_80 on.</summary>
internal readonly struct CudaTensorOps<TElement, TRight> : ITensorOps
    where TElement : struct, IMatrixElement
    where TRight : struct, IOperandTile
{
    public static int ElementsPerQuad => TElement.ElementsPerQuad;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WordQuad LoadLeft(ArrayView<WordQuad> shared, int quad) => LeftRows.Load(shared, quad);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WordQuad LoadRight(ArrayView<WordQuad> shared, int quad) => TRight.Load(shared, quad);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WordQuad MultiplyAdd(ArrayView<WordQuad> shared, WordQuad c, WordQuad a, uint b0, uint b1) => TElement.MultiplyAdd(c, a, b0, b1);

    public static int WordsPerPair => TElement.HasHalfResults ? 1 : 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StorePair(ArrayView<uint> target, int word, uint first, uint second) =>
        MatrixSums.StorePair<TElement>(target, word, first, second, TElement.Convert(first, second));
}
