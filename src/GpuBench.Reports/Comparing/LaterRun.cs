namespace GpuBench.Reports.Comparing;

/// <summary>One later run, device by device.</summary>
public sealed record LaterRun(ComparedRun Run, IReadOnlyList<ComparedDevices> Devices)
{
    /// <summary>
    /// The worst first: missing ones, then slower ones from the slowest on. Devices that are set against each other keep the
    /// order of the run.
    /// </summary>
    public IReadOnlyList<RunComparison> Rows { get; } =
    [
        .. Devices.SelectMany(devices => devices.Rows)
            .OrderBy(row => row.Verdict)
            .ThenBy(row => row.Verdict <= RowVerdict.Faster ? row.Ratio ?? 0 : 0),
    ];

    public ComparisonSummary Summary => ComparisonSummary.Of(Run.Label, Rows);
}
