using System.Globalization;
using GpuBench.Measuring.Results;
using GpuBench.Measuring.Trials;
using GpuBench.Reports.Formatting;
using GpuBench.Reports.Tables;

namespace GpuBench.Reports.Results;

/// <summary>Trials without a value, with the reason of each; those that a run never came to are one line.</summary>
internal static class NotMeasuredSection
{
    /// <returns>Null where every trial has a value.</returns>
    public static Section? Of(ResultDocument document)
    {
        var table = new Table(new("device"), new("workload", Wraps: true), new("status"), new("reason", Wraps: true));
        foreach (var row in document.Rows.Where(row => !row.IsNotBegun && row.Median is null && row.Status != TrialStatus.Suspect))
            table.Add(row.Device.Id, PointText.Of(row), row.Status.Text(), row.Reason ?? "");
        if (document.Rows.Where(row => row.IsNotBegun).ToList() is [var first, ..] notBegun)
            table.Add(
                string.Join(", ", notBegun.Select(row => row.Device.Id).Distinct()),
                string.Create(CultureInfo.InvariantCulture, $"{notBegun.Count} {(notBegun.Count == 1 ? "trial" : "trials")} not begun"),
                first.Status.Text(), first.Reason!);
        return table.Rows.Count == 0 ? null : new("Not measured", table);
    }
}
