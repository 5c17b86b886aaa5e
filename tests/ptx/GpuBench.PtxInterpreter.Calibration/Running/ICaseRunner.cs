using GpuBench.PtxInterpreter.Conformance.Cases;

namespace GpuBench.PtxInterpreter.Calibration.Running;

/// <summary>Something that executes PTX.</summary>
public interface ICaseRunner
{
    CaseOutcome Run(ConformanceCase testCase);
}
