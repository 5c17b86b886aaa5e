using System.Globalization;

namespace GpuBench.Reports.Comparing;

/// <summary>How many rows of a later run got which verdict.</summary>
public sealed record ComparisonSummary(
    string File, int Slower, int Faster, int Unchanged, int Undecided, int Missing, int New, int ChangedConditions, int OtherDevice,
    int NoValue)
{
    public static ComparisonSummary Of(string file, IReadOnlyList<RunComparison> rows)
    {
        int Count(RowVerdict verdict) => rows.Count(row => row.Verdict == verdict);
        return new(
            file, Count(RowVerdict.Slower), Count(RowVerdict.Faster), Count(RowVerdict.Unchanged), Count(RowVerdict.Undecided),
            Count(RowVerdict.Missing), Count(RowVerdict.New),
            Count(RowVerdict.ChangedConditions), Count(RowVerdict.OtherDevice), Count(RowVerdict.NoValue));
    }

    /// <summary>E.g. <c>2 slower, 0 faster, 40 unchanged, 7 undecided; 1 missing, 3 under changed conditions, not judged</c>.</summary>
    public override string ToString()
    {
        (int Count, string Words)[] others =
        [
            (Missing, "missing in the later run"), (New, "in the later run alone"),
            (ChangedConditions, "under changed conditions, not judged"),
            (OtherDevice, "of other devices, not judged"), (NoValue, "without a value in both"),
        ];
        var judged = $"{Number(Slower)} slower, {Number(Faster)} faster, {Number(Unchanged)} unchanged, {Number(Undecided)} undecided";
        var rest = others.Where(other => other.Count > 0).Select(other => $"{Number(other.Count)} {other.Words}");
        return string.Join("; ", rest.Prepend(judged));
    }

    private static string Number(int count) => count.ToString(CultureInfo.InvariantCulture);
}
