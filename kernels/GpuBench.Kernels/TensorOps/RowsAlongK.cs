using System.Runtime.CompilerServices;
using GpuBench.Kernels.Storage;
using ILGPU;

namespace GpuBench.Kernels.TensorOps;

/// <summary>Rows of a matrix whose neighbours along K are adjacent. Rows beyond the last count as the last; what lies beyond the end of a row counts as zeros.</summary>
/// <param name="First">The row that is number 0.</param>
/// <param name="Last">The last that there is.</param>
/// <param name="Quads">Of 16 bytes in a row.</param>
internal readonly record struct RowsAlongK(int First, int Last, int Quads)
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public WordQuad Load(ArrayView<WordQuad> matrix, int row, int quad) =>
        matrix[IntrinsicMath.Min(First + row, Last) * Quads + IntrinsicMath.Min(quad, Quads - 1)];

    /// <summary>What was loaded at a quad, or zeros. Done apart, for it has to wait for what the load brings.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public WordQuad Existing(WordQuad words, int quad)
    {
        var exists = (uint)((quad - Quads) >> 31);
        words.X &= exists;
        words.Y &= exists;
        words.Z &= exists;
        words.W &= exists;
        return words;
    }
}
