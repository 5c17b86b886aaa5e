using System.Globalization;
using GpuBench.Measuring;
using GpuBench.Measuring.Results;
using GpuBench.Measuring.Trials;
using GpuBench.Publications.Normalising;
using GpuBench.Reports.Formatting;
using GpuBench.Reports.Tables;

namespace GpuBench.Reports.Results;

/// <summary>Ratios that were not computed, counted by rule and accelerator.</summary>
internal static class ShortNotDividedSection
{
    /// <returns>Null if every row was divided.</returns>
    public static Section? Of(ResultDocument document, ResultNormalizer normalizer)
    {
        var names = normalizer.Against.Select(normalizer.Normalizer.Names.Short).ToList();
        var refusals = document.Rows
            .SelectMany(row => row.Comparisons.Select((comparison, index) => (Row: row, Comparison: comparison, Against: names[index])))
            .Where(cell => cell.Comparison.Refused is not null)
            .ToList();
        if (refusals.Count == 0)
            return null;
        var table = new Table(new("rule"), new("against", Wraps: true), new("rows", true), new("example", Wraps: true)) { IsDense = true };
        var groups =
            from cell in refusals
            group cell by (cell.Comparison.Refused, cell.Against) into cells
            // Accelerators that the same rows were not divided by share a line.
            group cells by (cells.Key.Refused, Rows: string.Join('\n', cells.Select(cell => cell.Row.Key))) into accelerators
            orderby accelerators.First().Count() descending
            select accelerators;
        foreach (var group in groups)
        {
            var example = group.First().First();
            table.Add(
                group.Key.Refused!, string.Join(", ", group.Select(cells => cells.Key.Against)), Count(group.First().Count()),
                $"{PointText.Of(example.Row)}: {example.Comparison.Why}");
        }
        var all = document.Rows.Sum(row => row.Comparisons.Count);
        return new(string.Create(CultureInfo.InvariantCulture, $"Not divided: {refusals.Count} of {all} ratios"), table);
    }

    private static string Count(int count) => count.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Trials without a value, counted by device, status and reason.</summary>
internal static class ShortNotMeasuredSection
{
    /// <summary>Workloads that one line names.</summary>
    private const int MaxNamed = 3;

    /// <returns>Null if every trial has a value.</returns>
    public static Section? Of(ResultDocument document)
    {
        var missing = document.Rows.Where(row => row.Median is null && row.Status != TrialStatus.Suspect).ToList();
        if (missing.Count == 0)
            return null;
        var table = new Table(
            new("device", Wraps: true), new("status") { ToneOf = StatusTone }, new("trials", true), new("workloads", Wraps: true),
            new("reason of the first", Wraps: true))
        { IsDense = true };
        foreach (var group in missing.GroupBy(GroupOf))
        {
            var labels = group.Select(PointText.Of).Distinct().ToList();
            table.Add(
                string.Join(", ", group.Select(row => row.Device.Id).Distinct()), group.First().Status.Text(),
                group.Count().ToString(CultureInfo.InvariantCulture),
                string.Join("; ", labels.Take(MaxNamed)) + (labels.Count > MaxNamed ? "; …" : ""), group.First().Reason ?? "");
        }
        return new(string.Create(CultureInfo.InvariantCulture, $"Not measured: {missing.Count} of {document.Rows.Count} trials"), table);
    }

    /// <summary>Trials that the run did not begin share one line.</summary>
    private static (string, TrialStatus, string) GroupOf(ResultRow row) =>
        (row.IsNotBegun ? "" : row.Device.Id, row.Status, WithoutNumbers(row.Reason ?? ""));

    private static Tone StatusTone(string status) => status == TrialStatus.Failed.Text() ? Tone.Bad : Tone.Plain;

    /// <summary>Reasons that differ only in their numbers are the same.</summary>
    private static string WithoutNumbers(string reason) =>
        string.Join(' ', reason.Split(' ').Select(word => word.Any(char.IsAsciiDigit) ? "#" : word));
}
