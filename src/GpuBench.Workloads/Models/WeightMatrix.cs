namespace GpuBench.Workloads.Models;

/// <summary>
/// A matrix (rows, columns), row-major: element i is <c>Scale</c> times element <c>(Offset + i) mod</c>
/// <see cref="WeightBlock.Period"/> of a block of random numbers, so that a model of gigabytes needs no host memory.
/// </summary>
/// <param name="Scale">A power of two, so that the multiplication does not round.</param>
/// <param name="RowFactors">Of int8 rows, beside <paramref name="Scale"/>; empty: 1.</param>
public sealed record WeightMatrix(WeightBlock Block, long Offset, int RowCount, int ColumnCount, float Scale, float[] RowFactors)
{
    public long ElementCount => (long)RowCount * ColumnCount;

    /// <summary>By which the elements of a row are multiplied. It is exact in every type of operands.</summary>
    public float ScaleOf(int row) => RowFactors.Length == 0 ? Scale : Scale * RowFactors[row];

    /// <summary>A row before it is multiplied by <see cref="ScaleOf"/>.</summary>
    public ReadOnlySpan<float> UnscaledRow(int row) => Block.Run(Offset + ((long)row * ColumnCount), ColumnCount);
}
