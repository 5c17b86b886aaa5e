namespace GpuBench.PtxInterpreter.Calibration.Running;

/// <summary>The outcome of a case on one side.</summary>
/// <param name="Status">Whether there are outputs to compare.</param>
/// <param name="Details">Why there are none, or the interpreter's reports.</param>
/// <param name="Outputs">The content of each output buffer by its name.</param>
public sealed record CaseOutcome(CaseStatus Status, string Details, IReadOnlyDictionary<string, byte[]> Outputs)
{
    private static readonly Dictionary<string, byte[]> None = [];

    public static CaseOutcome Completed(IReadOnlyDictionary<string, byte[]> outputs) => new(CaseStatus.Completed, "", outputs);

    public static CaseOutcome Failed(string details) => new(CaseStatus.Failed, details, None);

    public static CaseOutcome NotRun(string reason) => new(CaseStatus.NotRun, reason, None);
}
