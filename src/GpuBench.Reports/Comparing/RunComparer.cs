namespace GpuBench.Reports.Comparing;

/// <summary>Sets later runs against a first one, row by row.</summary>
public static class RunComparer
{
    /// <summary>Where nobody names another.</summary>
    public const double DefaultThreshold = 0.1;

    /// <param name="threshold">The share by which a value must differ to count as slower or faster.</param>
    public static ComparedRuns Compare(ComparedRun first, IReadOnlyList<ComparedRun> later, double threshold = DefaultThreshold)
    {
        var judge = new RowJudge(threshold);
        return new(threshold, first, [.. later.Select(run => Compare(first, run, judge))]);
    }

    private static LaterRun Compare(ComparedRun first, ComparedRun later, RowJudge judge)
    {
        var pairs = DevicePairing.Of(first, later);
        return new(later, [.. pairs.Select(pair => new ComparedDevices(later, pair, DifferencesOf(first, later, pair), judge))]);
    }

    private static IReadOnlyList<RunDifference> DifferencesOf(ComparedRun first, ComparedRun later, DevicePair pair) =>
    [
        .. Differences.Of(first.Document.Manifest, later.Document.Manifest),
        .. pair is { First: { } a, Later: { } b } ? Differences.Of(a, b) : [],
    ];
}
