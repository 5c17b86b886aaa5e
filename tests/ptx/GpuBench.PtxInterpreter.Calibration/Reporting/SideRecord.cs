using System.Text.Json.Serialization;
using GpuBench.PtxInterpreter.Calibration.Running;

namespace GpuBench.PtxInterpreter.Calibration.Reporting;

/// <summary>The result of a case on one side.</summary>
/// <param name="Status">Whether it ran.</param>
/// <param name="Details">Why it failed or did not run, or the first difference if an output is not as expected.</param>
/// <param name="AsExpected">Whether it ran and every output is as the ISA defines it.</param>
public sealed record SideRecord(CaseStatus Status, string Details, bool AsExpected)
{
    /// <summary>Whether this counts as a difference. A side that did not run has no difference.</summary>
    [JsonIgnore]
    public bool Differs => Status != CaseStatus.NotRun && !AsExpected;
}
