using GpuBench.PtxInterpreter.Conformance.Cases;

namespace GpuBench.PtxInterpreter.Calibration.Running;

/// <summary>A device or an interpreter that executes the PTX of cases.</summary>
public interface ICaseRunner
{
    CaseOutcome Run(ConformanceCase testCase);
}
