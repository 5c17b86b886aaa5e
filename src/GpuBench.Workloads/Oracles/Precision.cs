using GpuBench.Measuring.Trials;
using GpuBench.Workloads.Data;

namespace GpuBench.Workloads.Oracles;

/// <summary>What roundings of a type may add to an error.</summary>
public static class Precision
{
    /// <inheritdoc cref="ElementType.UnitRoundoff"/>
    public static double UnitRoundoff(DType type) => ElementTypes.Of(type).UnitRoundoff;

    /// <summary>
    /// What each of K products may add to the relative error of their sum, whose growth is that of a random walk: the accumulator's
    /// unit roundoff, unless matrix units cut their sums off (<see cref="ElementType.MatrixSumRoundoff"/>).
    /// </summary>
    public static double SumRoundoff(NumericTriple dtype) =>
        ElementTypes.Of(dtype.Input).MatrixSumRoundoff ?? UnitRoundoff(dtype.Accumulate);
}
