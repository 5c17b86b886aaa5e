using GpuBench.Measuring.Results;
using GpuBench.Measuring.Statistics;
using GpuBench.Measuring.Trials;

namespace GpuBench.Reports.Comparing;

/// <summary>Sets later runs against a first one, row by row.</summary>
public static class RunComparer
{
    /// <param name="later">Files and their documents.</param>
    public static IReadOnlyList<RunComparison> Compare(ResultDocument first, IReadOnlyList<(string File, ResultDocument Document)> later) =>
    [
        .. from run in later
           let rows = run.Document.Rows.ToDictionary(row => row.Key)
           let foreign = run.Document.Foreign.Where(element => element.IsRow)
               .ToLookup(element => element.Text("key"), element => element.Why)
           from row in first.Rows
           select Compare(run.File, row, rows.GetValueOrDefault(row.Key), foreign[row.Key].FirstOrDefault()),
    ];

    /// <returns>One sentence a file whose rows have words of a newer version.</returns>
    public static IEnumerable<string> Notes(IEnumerable<(string File, ResultDocument Document)> runs) =>
        from run in runs
        let foreign = run.Document.Foreign.Where(element => element.IsRow).ToList()
        where foreign.Count > 0
        select $"{run.File}: {foreign.Count} of {run.Document.Rows.Count + foreign.Count} rows are not compared, "
            + $"e.g. {foreign[0].Text("key")}: {foreign[0].Why}.";

    private static RunComparison Compare(string file, ResultRow first, ResultRow? later, string? foreign)
    {
        var (a, b) = (Value(first), later is null ? null : Value(later));
        var expected = first is { PredictLow: { } low, PredictHigh: { } high } ? new Interval(low, high) : (Interval?)null;
        return new(
            file, first.Key, first.Device.Id, first.Workload, first.Point.ToString(), first.DType?.ToString() ?? "", first.ValueUnit,
            a, b, b / a, a is null || b is null ? null : expected?.Contains(b.Value), Why(first, later, foreign));
    }

    /// <summary>A suspect row keeps its numbers in the file, and gives none to a comparison.</summary>
    private static double? Value(ResultRow row) => row.Status == TrialStatus.Ok ? row.Median : null;

    private static string? Why(ResultRow first, ResultRow? later, string? foreign) =>
        first.Status != TrialStatus.Ok ? $"first run: {first.Status.Text()}, {first.Reason}"
        : later is null && foreign is not null ? $"later run: {foreign}"
        : later is null ? "the later run has no such trial"
        : later.Status != TrialStatus.Ok ? $"later run: {later.Status.Text()}, {later.Reason}"
        : null;
}
