namespace GpuBench.Measuring.Trials;

/// <summary>Why a trial has no value: <see cref="TrialStatus.Unsupported"/> or <see cref="TrialStatus.Skipped"/>.</summary>
public sealed record Refusal(TrialStatus Status, string Reason)
{
    public static Refusal Unsupported(string reason) => new(TrialStatus.Unsupported, reason);

    /// <param name="reason">With the arithmetic, where it is about size.</param>
    public static Refusal Skipped(string reason) => new(TrialStatus.Skipped, reason);
}
