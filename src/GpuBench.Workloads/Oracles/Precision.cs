using GpuBench.Measuring.Trials;
using GpuBench.Workloads.Data;

namespace GpuBench.Workloads.Oracles;

/// <summary>The rounding errors of a type.</summary>
public static class Precision
{
    /// <inheritdoc cref="ElementType.UnitRoundoff"/>
    public static double UnitRoundoff(DType type) => ElementTypes.Of(type).UnitRoundoff;

    /// <summary>
    /// The relative error that each of K products may add to their sum, if it grows like a random walk: the accumulator's unit
    /// roundoff, unless matrix units truncate their sums (<see cref="ElementType.MatrixSumRoundoff"/>).
    /// </summary>
    public static double SumRoundoff(NumericTriple dtype) =>
        ElementTypes.Of(dtype.Input).MatrixSumRoundoff ?? UnitRoundoff(dtype.Accumulate);
}
