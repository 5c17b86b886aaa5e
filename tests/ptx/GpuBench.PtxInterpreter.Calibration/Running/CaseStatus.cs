namespace GpuBench.PtxInterpreter.Calibration.Running;

/// <summary>How a case ended on one side.</summary>
public enum CaseStatus
{
    /// <summary>The kernel ran to its end. Its outputs may still be wrong.</summary>
    Completed,

    /// <summary>The text was refused, the kernel faulted or hung, or the interpreter reported a violation.</summary>
    Failed,

    /// <summary>This side does not have the architecture, or there is no device.</summary>
    NotRun,
}
