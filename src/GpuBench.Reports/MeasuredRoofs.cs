using GpuBench.Measuring.Results;
using GpuBench.Measuring.Trials;

namespace GpuBench.Reports;

/// <summary>The roofs that a run measured on one device: what its other rows can be a share of.</summary>
public sealed class MeasuredRoofs(IReadOnlyList<ResultRow> rows)
{
    /// <summary>
    /// Of the peak in the row's accumulator type, or of the fastest stream, whichever the row is bound by. Null where that
    /// roof was not measured, and for rows done by another unit than the roof's.
    /// </summary>
    public double? ShareOf(ResultRow row) => row.Median / (row.Bound switch
    {
        Bound.Compute when row.Unit == UnitClass.Simt => Best(r =>
            r.Workload == "peak" && r.ValueUnit == row.ValueUnit && r.DType?.Accumulate == row.DType?.Accumulate),
        Bound.Memory when row.Unit == UnitClass.Copy => Best(r => r.Workload == "stream"),
        Bound.Memory when row.Unit == UnitClass.Simt => Best(r => r.Workload == "stream") * row.Work.ArithmeticIntensity,
        _ => null,
    });

    private double? Best(Func<ResultRow, bool> roof) => rows.Where(roof).Max(r => r.Median);
}
