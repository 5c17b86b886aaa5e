using GpuBench.Measuring;
using GpuBench.Measuring.Results;
using GpuBench.Measuring.Trials;
using GpuBench.Reports.Formatting;
using GpuBench.Reports.Tables;

namespace GpuBench.Reports.Results;

/// <summary>Rows with a value that cannot be true, or that contradicts the rest of the row.</summary>
internal static class SuspectSection
{
    /// <returns>Null where no row is suspect.</returns>
    public static Section? Of(ResultDocument document)
    {
        var table = new Table(new("device"), new("workload", Wraps: true), new("value", true), new("reason", Wraps: true));
        foreach (var row in document.Rows.Where(row => row.Status == TrialStatus.Suspect))
            table.Add(row.Device.Id, PointText.Of(row), ValueOf(row), row.Reason ?? "");
        return table.Rows.Count == 0 ? null : new("Suspect: not to be relied on, and divided by nothing", table);
    }

    private static string ValueOf(ResultRow row) => row.Median is { } value ? Quantity.Format(value, row.ValueUnit.Text()) : "";
}
