using GpuBench.Measuring;
using GpuBench.Measuring.Statistics;
using GpuBench.Measuring.Trials;
using GpuBench.Reports.Formatting;
using GpuBench.Reports.Tables;

namespace GpuBench.Reports.Comparing;

/// <summary>The rows of one later run, a table for each kind of verdict.</summary>
internal static class ComparisonTable
{
    private static readonly IReadOnlyList<(string Title, RowVerdict[] Verdicts)> Kinds =
    [
        ("Missing in", [RowVerdict.Missing]),
        ("Re-run", [RowVerdict.Slower, RowVerdict.Undecided, RowVerdict.Unchanged, RowVerdict.Faster]),
        ("Changed conditions", [RowVerdict.ChangedConditions]),
        ("Other device", [RowVerdict.OtherDevice]),
        ("Only in", [RowVerdict.New]),
        ("Without a value in both", [RowVerdict.NoValue]),
    ];

    /// <summary>At a narrow width the values go first: they stand in both files, the ratio here alone.</summary>
    private static readonly IReadOnlyList<(Column Column, Func<RunComparison, string> Cell)> Columns =
    [
        (new("verdict"), row => row.Verdict.Text()),
        (new("later/first", true, Wraps: true), Ratio),
        (new("re-run", true, Wraps: true), Rerun),
        (new("device", Wraps: true), row => string.Join(" → ", new[] { row.Device, row.LaterDevice }.OfType<string>().Distinct())),
        (new("engine"), row => row.Engine),
        (new("workload", Wraps: true), row => row.Task),
        (new("launch"), row => row.Launch.Text()),
        (new("why", Wraps: true), Why),
        (new("first", true, Optional: true), row => Value(row.First, row)),
        (new("later", true, Optional: true), row => Value(row.Later, row)),
    ];

    public static IEnumerable<Section> Sections(LaterRun later)
    {
        foreach (var (title, verdicts) in Kinds)
            if (later.Rows.Where(row => verdicts.Contains(row.Verdict)).ToList() is { Count: > 0 } rows)
                yield return new($"{title}: {later.Run.Label}", Of(TaskNames.Distinct(rows)));
    }

    private static Table Of(IReadOnlyList<RunComparison> rows)
    {
        var used = Columns.Where(column => rows.Any(row => column.Cell(row).Length > 0)).ToList();
        var table = new Table([.. used.Select(column => column.Column)]);
        foreach (var row in rows)
            table.Add([.. used.Select(column => column.Cell(row))]);
        return table;
    }

    /// <summary>A re-run is judged by the range beside it; of anything else the ratio's own interval says how certain it is.</summary>
    private static string Ratio(RunComparison row) => row switch
    {
        { Ratio: not { } } => "",
        { Ratio: { } ratio, Verdict: RowVerdict.ChangedConditions or RowVerdict.OtherDevice, RatioLow: { } low, RatioHigh: { } high } =>
            RatioText.Of(ratio, new Interval(low, high)),
        { Ratio: { } ratio } => RatioText.Of(ratio),
    };

    /// <summary>What differs between the devices stands in full in the table of differences.</summary>
    private static string Why(RunComparison row)
    {
        if (row is { Ratio: null, Why: { } reason })
            return reason;
        var differs = row.RowDifferences.Select(difference => difference.ToString());
        return string.Join("; ", new[] { row.Why ?? "", Conditions(row) }.Concat(differs).Where(part => part.Length > 0));
    }

    private static string Conditions(RunComparison row) => row.Verdict == RowVerdict.ChangedConditions
        ? string.Join(", ", row.Differs.Except(row.RowDifferences).Where(d => d.EndsPrediction).Select(d => d.What))
        : "";

    private static string Rerun(RunComparison row) =>
        row is { RerunLow: { } low, RerunHigh: { } high } ? RatioText.Of(new Interval(low, high)) : "";

    private static string Value(double? value, RunComparison row) => value is { } v ? Quantity.Format(v, row.ValueUnit.Text()) : "";
}
