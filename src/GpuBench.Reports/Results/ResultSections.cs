using System.Globalization;
using GpuBench.Measuring;
using GpuBench.Measuring.Results;
using GpuBench.Measuring.Trials;
using GpuBench.Reports.Formatting;
using GpuBench.Reports.Tables;

namespace GpuBench.Reports.Results;

/// <summary>Trials without a value, with their reasons. Trials that the run did not reach share one line.</summary>
internal static class NotMeasuredSection
{
    /// <returns>Null if every trial has a value.</returns>
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

/// <summary>Rows whose value cannot be true or contradicts the rest of the row.</summary>
internal static class SuspectSection
{
    /// <returns>Null if no row is suspect.</returns>
    public static Section? Of(ResultDocument document)
    {
        var table = new Table(new("device"), new("workload", Wraps: true), new("value", true), new("reason", Wraps: true));
        foreach (var row in document.Rows.Where(row => row.Status == TrialStatus.Suspect))
            table.Add(row.Device.Id, PointText.Of(row), ValueText.Of(row.Median, row.ValueUnit), row.Reason ?? "");
        return table.Rows.Count == 0 ? null : new("Suspect: unreliable values, not used in ratios", table);
    }
}

/// <summary>The reasons for empty cells: the nearest published figure, and the rule that refused it.</summary>
internal static class NotDividedSection
{
    /// <returns>Null if every row was divided.</returns>
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

    /// <summary>A reason that several accelerators share is listed once.</summary>
    private static IEnumerable<string> Reasons(IEnumerable<RowComparison> comparisons) => comparisons
        .GroupBy(comparison => comparison.Why)
        .Select(reason => $"{string.Join(", ", reason.Select(comparison => comparison.Against).Distinct())}: {reason.Key}");
}

/// <summary>Rows of a newer version with words that this version does not know. They are shown as written and never divided.</summary>
internal static class ForeignSection
{
    /// <returns>Null if every word is known.</returns>
    public static Section? Of(ResultDocument document)
    {
        var table = new Table(
            new("device", Wraps: true), new("what", Wraps: true), new("value", true, Wraps: true), new("why", Wraps: true));
        foreach (var element in document.Foreign)
            table.Add(Device(element), What(element), Value(element), element.Why);
        return table.Rows.Count == 0 ? null : new("Written by a newer version, not used in ratios", table);
    }

    private static string Device(ForeignElement element) => element.Text("device", "id") is { Length: > 0 } id
        ? $"{id} {element.Text("device", "name")}".Trim()
        : $"{element.Text("engine")} {element.Text("backend")}".Trim();

    /// <summary>As other values, in the unit of the file. Empty without a value; as written if it is not a number.</summary>
    private static string Value(ForeignElement element) =>
        double.TryParse(element.Text("median"), NumberStyles.Float, CultureInfo.InvariantCulture, out var median)
            ? Quantity.Format(median, element.Text("valueUnit")).TrimEnd()
            : element.Text("median");

    private static string What(ForeignElement element) => element.IsRow
        ? $"{element.Text("workload")} {element.Members("dtype", withNames: false)} {element.Members("point", withNames: true)}".Trim()
        : $"{element.List}: {element.Text("reason")} {element.Text("cure")}".Trim(' ', ':');
}
