using System.Globalization;

namespace GpuBench.Reports.Comparing;

/// <summary>Decides whether a comparison fails a pipeline.</summary>
public static class ComparisonGate
{
    /// <summary>Longest list of rows in a message.</summary>
    private const int MaxNamed = 5;

    /// <summary>
    /// One sentence for each later run that fails, because rows are slower, rows lost their value, or no row could be judged.
    /// </summary>
    public static IEnumerable<string> Faults(ComparedRuns runs)
    {
        foreach (var later in runs.Later)
        {
            var bad = later.Rows.Where(row => row.Verdict is RowVerdict.Missing or RowVerdict.Slower).ToList();
            if (bad.Count > 0)
                yield return $"{later.Run.Label}: {Describe(bad, runs.Threshold)}";
            else if (!later.Rows.Any(row => row.Verdict is RowVerdict.Undecided or RowVerdict.Unchanged or RowVerdict.Faster))
                yield return $"{later.Run.Label}: no row is a re-run of {runs.First.Label}, so nothing was judged; "
                    + "measure a new first run under the current conditions";
        }
    }

    private static string Describe(IReadOnlyList<RunComparison> bad, double threshold)
    {
        var slower = bad.Count(row => row.Verdict == RowVerdict.Slower);
        var counts = new[] { (slower, Slower(threshold)), (bad.Count - slower, "missing in the later run") }
            .Where(count => count.Item1 > 0)
            .Select(count => string.Create(CultureInfo.InvariantCulture, $"{count.Item1} {count.Item2}"));
        var named = string.Join("; ", bad.Take(MaxNamed).Select(Name)) + (bad.Count > MaxNamed ? "; …" : "");
        return $"{string.Join(", ", counts)}: {named}";
    }

    private static string Slower(double threshold) =>
        string.Create(CultureInfo.InvariantCulture, $"slower by more than {100 * threshold:0.###} % and outside the re-run interval");

    private static string Name(RunComparison row) => string.Create(
        CultureInfo.InvariantCulture,
        $"{row.Engine} {row.Device} {row.Task} ({(row.Ratio is { } ratio ? $"{ratio:F3}" : row.Why)})");
}
