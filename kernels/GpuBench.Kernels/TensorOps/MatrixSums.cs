using System.Runtime.CompilerServices;
using GpuBench.Kernels.Storage;
using ILGPU;

namespace GpuBench.Kernels.TensorOps;

/// <summary>What is done with the sums of matrix units, whose words are fp32 or int32.</summary>
internal static class MatrixSums
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WordQuad Plus<TElement>(WordQuad x, WordQuad y)
        where TElement : struct, IMatrixElement
    {
        WordQuad sum;
        sum.X = Plus<TElement>(x.X, y.X);
        sum.Y = Plus<TElement>(x.Y, y.Y);
        sum.Z = Plus<TElement>(x.Z, y.Z);
        sum.W = Plus<TElement>(x.W, y.W);
        return sum;
    }

    /// <summary>Writes two neighbours in a row: as they are, or as the word of two halves that they become.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StorePair<TElement>(ArrayView<uint> target, int word, uint first, uint second, uint halves)
        where TElement : struct, IMatrixElement
    {
        if (TElement.HasHalfResults)
            target[word] = halves;
        else
            target.Cast<WordPair>()[word / 2] = WordPair.Of(first, second);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Plus<TElement>(uint x, uint y)
        where TElement : struct, IMatrixElement =>
        TElement.HasIntegerSums ? x + y : Interop.FloatAsInt(Interop.IntAsFloat(x) + Interop.IntAsFloat(y));
}
