using GpuBench.Measuring.Results;
using GpuBench.Measuring.Trials;
using GpuBench.Reports.Formatting;
using GpuBench.Reports.Tables;

namespace GpuBench.Reports.Results;

/// <summary>Trials without a value, with the reason of each.</summary>
internal static class NotMeasuredSection
{
    /// <returns>Null where every trial has a value.</returns>
    public static Section? Of(ResultDocument document)
    {
        var table = new Table(new("device"), new("workload", Wraps: true), new("status"), new("reason", Wraps: true));
        foreach (var row in document.Rows.Where(row => row.Median is null || row.Status != TrialStatus.Ok))
            table.Add(row.Device.Id, PointText.Of(row), row.Status.Text(), row.Reason ?? "");
        return table.Rows.Count == 0 ? null : new("Not measured", table);
    }
}
