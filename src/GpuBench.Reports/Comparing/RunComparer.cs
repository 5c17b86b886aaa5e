using GpuBench.Measuring;
using GpuBench.Measuring.Results;

namespace GpuBench.Reports.Comparing;

/// <summary>Compares later runs with a first one, row by row.</summary>
public static class RunComparer
{
    /// <summary>The default threshold.</summary>
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

/// <summary>A results file as one side of a comparison.</summary>
/// <param name="Only">Id or UUID of the only device to compare; null for all devices.</param>
public sealed record ComparedRun(string File, ResultDocument Document, string? Only = null)
{
    /// <summary>The name in reports.</summary>
    public string Label => Only is null ? File : $"{File} {Only}";

    /// <summary>A card with two engines is listed twice, because rows of different engines are never compared.</summary>
    /// <exception cref="UserError">Exit code 3: <see cref="Only"/> names none of the file's devices.</exception>
    internal IReadOnlyList<ComparedDevice> Devices()
    {
        var all = Document.Rows.GroupBy(row => (row.Engine, row.Device.Id)).Select(rows => ComparedDevice.Of(Document, [.. rows])).ToList();
        if (Only is null)
            return all;
        var chosen = all.FindAll(device => device.IsNamed(Only));
        return chosen.Count > 0 ? chosen : throw UserError.NoDevice(
            $"{File} has no rows of device '{Only}'; it has {string.Join(", ", all.Select(device => device.Id).Distinct())}");
    }
}

/// <summary>A first run with the later ones.</summary>
/// <param name="Threshold">The share by which a value must differ to count, e.g. 0.1.</param>
public sealed record ComparedRuns(double Threshold, ComparedRun First, IReadOnlyList<LaterRun> Later);

/// <summary>One later run, device by device.</summary>
public sealed record LaterRun(ComparedRun Run, IReadOnlyList<ComparedDevices> Devices)
{
    /// <summary>
    /// The worst first: missing rows, then slower ones from the slowest on. Rows of different devices keep the order of the run.
    /// </summary>
    public IReadOnlyList<RunComparison> Rows { get; } =
    [
        .. Devices.SelectMany(devices => devices.Rows)
            .OrderBy(row => row.Verdict)
            .ThenBy(row => row.Verdict <= RowVerdict.Faster ? row.Ratio ?? 0 : 0),
    ];

    public ComparisonSummary Summary => ComparisonSummary.Of(Run.Label, Rows);
}
