using System.Globalization;
using System.Text.Json;
using GpuBench.Measuring.Trials;
using GpuBench.Reports.Formatting;
using GpuBench.Reports.Tables;

namespace GpuBench.Reports.Comparing;

/// <summary>Runs against runs: ratios, and whether they lie where re-runs were expected.</summary>
public static class ComparisonReport
{
    public static Report Of(IReadOnlyList<RunComparison> comparisons, IEnumerable<string> notes)
    {
        var judged = comparisons.Where(c => c.WithinPrediction is not null).ToList();
        var within = judged.Count(c => c.WithinPrediction == true);
        var note = judged.Count == 0
            ? "No row of the first run has a prediction interval and a counterpart."
            : string.Create(CultureInfo.InvariantCulture, $"{within} of {judged.Count} later medians ({(double)within / judged.Count:P0}) lie in the first run's 95 % prediction interval.");
        return new(
            [note, .. notes],
            [.. comparisons.GroupBy(c => c.File).Select(run => new Section(run.Key, RunTable(run)))],
            Flat(comparisons),
            JsonSerializer.Serialize(comparisons, ReportsJson.Default.IReadOnlyListRunComparison) + "\n");
    }

    private static Table RunTable(IEnumerable<RunComparison> run)
    {
        var table = new Table(
            new("device"), new("workload"), new("point", Wraps: true), new("type"), new("first", true), new("later", true), new("later/first", true), new("as predicted", Wraps: true));
        foreach (var c in run)
            table.Add(
                c.Device, c.Workload, c.Point, c.DType, Value(c.First, c), Value(c.Later, c),
                c.Ratio?.ToString("F3", CultureInfo.InvariantCulture) ?? "",
                c.Why ?? c.WithinPrediction switch { true => "yes", false => "no", null => "unknown" });
        return table;
    }

    private static string Value(double? value, RunComparison c) => value is { } v ? Quantity.Format(v, c.ValueUnit.Text()) : "";

    private static Table Flat(IReadOnlyList<RunComparison> comparisons)
    {
        var table = new Table([.. new[] { "file", "key", "valueUnit", "first", "later", "ratio", "withinPrediction", "why" }.Select(title => new Column(title))]);
        foreach (var c in comparisons)
            table.Add(
                c.File, c.Key, c.ValueUnit.Text(), Number(c.First), Number(c.Later), Number(c.Ratio),
                c.WithinPrediction switch { true => "true", false => "false", null => "" }, c.Why ?? "");
        return table;
    }

    private static string Number(double? value) => value?.ToString("R", CultureInfo.InvariantCulture) ?? "";
}
