using GpuBench.Measuring.Results;
using GpuBench.Measuring.Trials;
using GpuBench.Workloads.Definitions;

namespace GpuBench.Publications.Normalising.Limits;

/// <summary>
/// No arithmetic is faster than the unit's nominal peak, brought to the device's highest clock where the peak's own clock is known.
/// </summary>
internal sealed class UnitLimit(NominalFigures nominal)
{
    public static bool AppliesTo(ResultRow row) =>
        row.Work.OperationCount > 0 && row is { Unit: UnitClass.Simt or UnitClass.Tensor or UnitClass.Mixed, DType: not null };

    /// <returns>The limit, or why there is none.</returns>
    public (NominalLimit? Limit, string? WhyNone) Of(LimitedRow on)
    {
        var row = on.Row;
        if (row.Sparsity != Sparsity.Dense)
            return (null, $"no peak of {row.Sparsity.Text()} operands is looked up");
        var (unit, type) = UnitOf(row);
        if (nominal.HighestPeak(on.Product, unit.Text(), type.Text()) is not { } peak)
            return (null, $"no nominal peak of its {Words(unit)} in {type.Text()} is known");
        var (factor, clocks) = ToHighestClock(on, unit);
        return (new(
            "unit",
            ExecutedOperations(row) * on.LaunchesPerSecond,
            peak.Value * factor * row.Device.Count,
            NominalLimit.Tolerance,
            peak,
            $"from nominal {NominalLimit.Text(peak.Value, peak.SiUnit)} of its {Words(unit)} in {type.Text()}{clocks}"), null);
    }

    /// <summary>
    /// Vector lanes are as fast as the type that they sum in. A whole model uses several units, none faster than the matrix units;
    /// fp32 may go through them as tf32.
    /// </summary>
    private static (UnitClass Unit, DType Type) UnitOf(ResultRow row)
    {
        var type = row.DType!.Value;
        return row.Unit switch
        {
            UnitClass.Simt => (UnitClass.Simt, type.Accumulate),
            UnitClass.Mixed when type.Input == DType.Fp32 => (UnitClass.Tensor, DType.Tf32),
            _ => (UnitClass.Tensor, type.Input),
        };
    }

    private (double Factor, string Words) ToHighestClock(LimitedRow on, UnitClass unit)
    {
        if (nominal.Clock(on.Product, unit.Text()) is not { } stated || on.HighestClock is not { } highest || highest <= stated.Value)
            return (1, "");
        return (highest / stated.Value, FormattableString.Invariant(
            $", stated at {stated.Value / 1e9:0.##} GHz and brought to its highest clock of {highest / 1e9:0.##} GHz"));
    }

    /// <summary>
    /// What was certainly done. Under a causal mask other conventions count more or fewer pairs than those that must be computed.
    /// </summary>
    private static double ExecutedOperations(ResultRow row) =>
        row.FlopConvention is FlopConvention.Full or FlopConvention.CausalHalf && WorkloadDefinitions.Find(row.Workload) is { } workload
            ? workload.Count(row.Point, row.DType).OperationCount
            : row.Work.OperationCount;

    private static string Words(UnitClass unit) => unit == UnitClass.Simt ? "vector lanes" : "matrix units";
}
