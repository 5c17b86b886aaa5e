using System.Globalization;
using GpuBench.Measuring;
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

/// <summary>Why a cell is empty: the nearest published figure, and what was in its way.</summary>
internal static class NotDividedSection
{
    /// <returns>Null where every row was divided.</returns>
    public static Section? Of(ResultDocument document)
    {
        var refusals =
            from row in document.Rows
            from comparison in row.Comparisons
            where comparison.Refused is not null
            group comparison by PointText.Of(row);
        var table = new Table(new("workload", Wraps: true), new("why", Wraps: true));
        foreach (var task in refusals)
            table.Add(task.Key, string.Join("; ", Reasons(task)));
        return table.Rows.Count == 0 ? null : new("Not divided", table);
    }

    /// <summary>One reason that several accelerators share is said once.</summary>
    private static IEnumerable<string> Reasons(IEnumerable<RowComparison> comparisons) => comparisons
        .GroupBy(comparison => comparison.Why)
        .Select(reason => $"{string.Join(", ", reason.Select(comparison => comparison.Against).Distinct())}: {reason.Key}");
}

/// <summary>What a newer version wrote in words that this one does not know: shown as it stands, never divided.</summary>
internal static class ForeignSection
{
    /// <returns>Null where every word is known.</returns>
    public static Section? Of(ResultDocument document)
    {
        var table = new Table(
            new("device", Wraps: true), new("what", Wraps: true), new("value", true, Wraps: true), new("why", Wraps: true));
        foreach (var element in document.Foreign)
            table.Add(Device(element), What(element), $"{element.Text("median")} {element.Text("valueUnit")}".Trim(), element.Why);
        return table.Rows.Count == 0 ? null : new("Written by a newer version, not used in ratios", table);
    }

    private static string Device(ForeignElement element) => element.Text("device", "id") is { Length: > 0 } id
        ? $"{id} {element.Text("device", "name")}".Trim()
        : $"{element.Text("engine")} {element.Text("backend")}".Trim();

    private static string What(ForeignElement element) => element.IsRow
        ? $"{element.Text("workload")} {element.Members("dtype", withNames: false)} {element.Members("point", withNames: true)}".Trim()
        : $"{element.List}: {element.Text("reason")} {element.Text("cure")}".Trim(' ', ':');
}
