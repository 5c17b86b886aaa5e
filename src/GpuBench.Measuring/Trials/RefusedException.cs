namespace GpuBench.Measuring.Trials;

/// <summary>An engine found only while preparing that the trial cannot be run here.</summary>
public sealed class RefusedException(Refusal refusal) : Exception(refusal.Reason)
{
    public Refusal Refusal { get; } = refusal;
}
