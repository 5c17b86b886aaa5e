using GpuBench.Measuring.Trials;

namespace GpuBench.Measuring.Planning;

/// <param name="Refusal">Known beforehand: the trial gets this status and is not run.</param>
public sealed record PlannedTrial(Trial Trial, Refusal? Refusal);
