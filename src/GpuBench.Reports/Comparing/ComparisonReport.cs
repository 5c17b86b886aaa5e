using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using GpuBench.Measuring.Journals;
using GpuBench.Reports.Results;
using GpuBench.Reports.Tables;

namespace GpuBench.Reports.Comparing;

/// <summary>Compares runs: verdicts on re-runs, ratios between devices, and differences.</summary>
public static class ComparisonReport
{
    public static Report Of(ComparedRuns runs) => new(
        [.. Head("First", runs.First), .. runs.Later.SelectMany(later => Head("Later", later.Run)), Legend(runs), .. ForeignNotes.Of(runs)],
        [.. DifferenceTable.Sections(runs), .. runs.Later.SelectMany(ComparisonTable.Sections)],
        ComparisonFlat.Of(runs),
        JsonSerializer.Serialize(ComparisonDocument.Of(runs), ComparisonJson.Default.ComparisonDocument) + "\n")
    {
        Closing = [.. runs.Later.Select(later => $"{later.Run.Label}: {later.Summary}.")],
    };

    private static IEnumerable<string> Head(string which, ComparedRun run)
    {
        var lines = RunHead.Of(run.Document).ToList();
        lines[0] = $"{which}: {run.Label}: {lines[0]}";
        return lines;
    }

    private static string Legend(ComparedRuns runs)
    {
        var threshold = string.Create(CultureInfo.InvariantCulture, $"{100 * runs.Threshold:0.###} %");
        return "later/first: ratio of rates; below 1 is slower. re-run: expected range of 95 % of re-runs of unchanged code. "
            + $"Slower, faster: the ratio differs by more than {threshold} and is outside the range. "
            + $"Undecided: the ratio is inside the range, and the range reaches beyond {threshold}. Unchanged: all other re-runs.";
    }
}

/// <summary>Rows with words of a newer version are not compared. The notes state their number and an example.</summary>
internal static class ForeignNotes
{
    /// <returns>One sentence for each file that has such rows.</returns>
    public static IEnumerable<string> Of(ComparedRuns runs) =>
        from run in runs.Later.Select(later => later.Run).Prepend(runs.First).DistinctBy(run => run.File)
        let foreign = run.Document.Foreign.Where(element => element.IsRow).ToList()
        where foreign.Count > 0
        select $"{run.File}: {foreign.Count} of {run.Document.Rows.Count + foreign.Count} rows are not compared, "
            + $"e.g. {foreign[0].Text("key")}: {foreign[0].Why}.";
}

/// <summary>A comparison in the JSON output.</summary>
/// <param name="Threshold">The share by which a value must differ to count, e.g. 0.1.</param>
/// <param name="Rows">Rows of all later runs, the worst of each run first.</param>
public sealed record ComparisonDocument(
    int SchemaVersion, double Threshold, ComparedFile First, IReadOnlyList<ComparedFile> Later,
    IReadOnlyList<ComparisonSummary> Summaries, IReadOnlyList<RunComparison> Rows)
{
    public const int CurrentVersion = 1;

    public static ComparisonDocument Of(ComparedRuns runs) => new(
        CurrentVersion, runs.Threshold, ComparedFile.Of(runs.First), [.. runs.Later.Select(later => ComparedFile.Of(later.Run))],
        [.. runs.Later.Select(later => later.Summary)], [.. runs.Later.SelectMany(later => later.Rows)]);
}

/// <summary>One of the files, with its manifest.</summary>
public sealed record ComparedFile(string File, Manifest Manifest)
{
    public static ComparedFile Of(ComparedRun run) => new(run.Label, run.Document.Manifest);
}

/// <summary>Number of rows of a later run per verdict.</summary>
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
            (Missing, "missing in the later run"), (New, "in the later run only"),
            (ChangedConditions, "under changed conditions, not judged"),
            (OtherDevice, "of other devices, not judged"), (NoValue, "without a value in both"),
        ];
        var judged = $"{Number(Slower)} slower, {Number(Faster)} faster, {Number(Unchanged)} unchanged, {Number(Undecided)} undecided";
        var rest = others.Where(other => other.Count > 0).Select(other => $"{Number(other.Count)} {other.Words}");
        return string.Join("; ", rest.Prepend(judged));
    }

    private static string Number(int count) => count.ToString(CultureInfo.InvariantCulture);
}

/// <summary>JSON format of comparisons of runs.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ComparisonDocument))]
public sealed partial class ComparisonJson : JsonSerializerContext;
