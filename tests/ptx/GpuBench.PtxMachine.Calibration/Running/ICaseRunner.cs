using GpuBench.PtxMachine.Conformance.Cases;

namespace GpuBench.PtxMachine.Calibration.Running;

/// <summary>Something that executes PTX.</summary>
public interface ICaseRunner
{
    CaseOutcome Run(ConformanceCase testCase);
}
