using GpuBench.PtxInterpreter.Checks;

namespace GpuBench.PtxInterpreter;

/// <summary>What a launch did and what was wrong with it.</summary>
/// <param name="Reports">By PTX line; one for each kind and line.</param>
public sealed record LaunchResult(IReadOnlyList<Report> Reports, LaunchCounters Counters)
{
    public bool IsClean => Reports.Count == 0;

    public bool Has(ReportKind kind) => Reports.Any(report => report.Kind == kind);
}
