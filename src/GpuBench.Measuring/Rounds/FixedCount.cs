namespace GpuBench.Measuring.Rounds;

/// <summary>A number of samples decided beforehand.</summary>
public sealed class FixedCount(int sampleCount) : IStoppingRule
{
    public string Description => $"{sampleCount} samples";

    public StopReason? Decide(IReadOnlyList<double> samplesSeconds) =>
        samplesSeconds.Count >= sampleCount ? StopReason.Count : null;
}
