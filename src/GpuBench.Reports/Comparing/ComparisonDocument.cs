using GpuBench.Measuring.Results;

namespace GpuBench.Reports.Comparing;

/// <summary>A comparison for programs.</summary>
/// <param name="Threshold">The share by which a value must differ to count, e.g. 0.1.</param>
/// <param name="Rows">Of all later runs, the worst of each first.</param>
public sealed record ComparisonDocument(
    int SchemaVersion, double Threshold, ComparedFile First, IReadOnlyList<ComparedFile> Later,
    IReadOnlyList<ComparisonSummary> Summaries, IReadOnlyList<RunComparison> Rows)
{
    public const int CurrentVersion = 1;

    public static ComparisonDocument Of(ComparedRuns runs) => new(
        CurrentVersion, runs.Threshold, ComparedFile.Of(runs.First), [.. runs.Later.Select(later => ComparedFile.Of(later.Run))],
        [.. runs.Later.Select(later => later.Summary)], [.. runs.Later.SelectMany(later => later.Rows)]);
}

/// <summary>One of the files: which program, when, where, on which devices, how.</summary>
public sealed record ComparedFile(string File, Manifest Manifest)
{
    public static ComparedFile Of(ComparedRun run) => new(run.Label, run.Document.Manifest);
}
