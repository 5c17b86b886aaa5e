using GpuBench.PtxInterpreter.Checks;

namespace GpuBench.PtxInterpreter;

/// <summary>The counters of a launch and the faults found in it.</summary>
/// <param name="Reports">Sorted by PTX line. One report for each kind and line.</param>
public sealed record LaunchResult(IReadOnlyList<Report> Reports, LaunchCounters Counters)
{
    public bool IsClean => Reports.Count == 0;

    public bool Has(ReportKind kind) => Reports.Any(report => report.Kind == kind);
}
