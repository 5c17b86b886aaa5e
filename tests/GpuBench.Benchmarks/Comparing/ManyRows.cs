using GpuBench.Measuring;
using GpuBench.Measuring.Results;
using GpuBench.Measuring.Trials;
using GpuBench.Workloads.Definitions;

namespace GpuBench.Benchmarks.Comparing;

/// <summary>A results document of any number of different rows, made from the rows of a measured one.</summary>
internal static class ManyRows
{
    /// <param name="template">A document with ok rows. Each new row keeps the samples of one of them, and gets another shape.</param>
    /// <exception cref="UserError">Exit code 4: the template has no row with a value.</exception>
    public static ResultDocument Of(ResultDocument template, int count)
    {
        var rows = template.Rows.Where(row => row.Status == TrialStatus.Ok && WorkloadDefinitions.Find(row.Workload) is not null).ToList();
        return rows.Count == 0
            ? throw UserError.BadInput("the template has no row with a value")
            : template with { Rows = [.. Enumerable.Range(0, count).Select(index => Row(rows[index % rows.Count], index / rows.Count))] };
    }

    private static ResultRow Row(ResultRow row, int step)
    {
        var workload = WorkloadDefinitions.Find(row.Workload)!;
        var point = Larger(row.Point, step);
        var work = workload.Count(point, row.DType);
        var statistics = RowStatistics.Of(row.Rounds, work.Amount(row.ValueUnit))!;
        return row with
        {
            Key = $"{row.Key}|{step}",
            Point = point,
            Work = work,
            Median = statistics.Median,
            Low = statistics.Interval.Low,
            High = statistics.Interval.High,
            PredictLow = statistics.Prediction?.Low,
            PredictHigh = statistics.Prediction?.High,
            MedianSeconds = statistics.MedianSeconds,
            P95Seconds = statistics.P95Seconds,
            LaunchCost = LaunchCost.Of(row.Rounds, work, row.Device.Partition is null),
            NominalCheck = null,
            Comparisons = [],
        };
    }

    /// <summary>Another size along one axis. Every hundredth row keeps the template's, which has published figures.</summary>
    private static Point Larger(Point point, int step)
    {
        var axis = new[] { "m", "t", "n", "bytes", "iterations", "prompt", "context" }.FirstOrDefault(point.Has);
        if (axis is null || step % 100 == 0)
            return point;
        var larger = new Point();
        foreach (var (name, value) in point)
            larger.Add(name, name == axis || (axis == "t" && name == "s") ? value.Number + (4 * step) : value);
        return larger;
    }
}
