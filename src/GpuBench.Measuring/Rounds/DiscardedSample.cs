namespace GpuBench.Measuring.Rounds;

/// <summary>A sample that was taken and not used, kept with its reason.</summary>
public sealed record DiscardedSample(double Seconds, string Reason) : Extensible;
