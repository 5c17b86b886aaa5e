using GpuBench.Measuring;
using GpuBench.Measuring.Statistics;
using GpuBench.Measuring.Trials;
using GpuBench.Reports.Formatting;
using GpuBench.Reports.Tables;

namespace GpuBench.Reports.Comparing;

/// <summary>The rows of one later run, with a table per kind of verdict.</summary>
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

    /// <summary>A narrow terminal drops the values first, because both files have them and only this table has the ratio.</summary>
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
        (new("first", true, Optional: true), row => ValueText.Of(row.First, row.ValueUnit)),
        (new("later", true, Optional: true), row => ValueText.Of(row.Later, row.ValueUnit)),
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

    /// <summary>For a re-run, the range where the ratio is expected; otherwise, the interval of the ratio.</summary>
    private static string Ratio(RunComparison row) => row switch
    {
        { Ratio: not { } } => "",
        { Ratio: { } ratio, Verdict: RowVerdict.ChangedConditions or RowVerdict.OtherDevice, RatioLow: { } low, RatioHigh: { } high } =>
            RatioText.Of(ratio, new Interval(low, high)),
        { Ratio: { } ratio } => RatioText.Of(ratio),
    };

    /// <summary>The table of differences has the differences between devices.</summary>
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
}

/// <summary>Shortest names that distinguish the rows of a table.</summary>
internal static class TaskNames
{
    public static IReadOnlyList<RunComparison> Distinct(IReadOnlyList<RunComparison> rows) => Lengthen(
        Lengthen(rows, row => $"{row.Workload} {row.Point} {row.DType} {new Conditions(row.Cache, row.Regime, row.Launch)}"),
        row => $"{row.Task} {row.Kernel ?? row.LaterKernel} {row.Key}");

    private static IReadOnlyList<RunComparison> Lengthen(IReadOnlyList<RunComparison> rows, Func<RunComparison, string> longer)
    {
        var counts = rows.CountBy(Cells).ToDictionary();
        return [.. rows.Select(row => counts[Cells(row)] == 1 ? row : row with { Task = longer(row) })];
    }

    private static (string, string?, string?, string, LaunchMode) Cells(RunComparison row) =>
        (row.Engine, row.Device, row.LaterDevice, row.Task, row.Launch);
}

/// <summary>Differences between the runs and their devices, listed once instead of in every row.</summary>
internal static class DifferenceTable
{
    public static IEnumerable<Section> Sections(ComparedRuns runs)
    {
        foreach (var later in runs.Later)
        {
            var table = new Table(
                new("device"), new("what", Wraps: true), new("first", Wraps: true), new("later", Wraps: true),
                new("counts as", Wraps: true));
            foreach (var devices in later.Devices.Where(devices => devices.IsPair))
                foreach (var difference in devices.Differences)
                    table.Add(devices.Name, difference.What, difference.First, difference.Later, CountsAs(devices, difference));
            if (table.Rows.Count > 0)
                yield return new($"What differs: {later.Run.Label}", table);
        }
    }

    private static string CountsAs(ComparedDevices devices, RunDifference difference) =>
        !difference.EndsPrediction ? "note" : devices.IsSameDevice ? "changed conditions" : "other device";
}
