using System.Runtime.CompilerServices;

namespace GpuBench.Kernels.TensorOps;

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
