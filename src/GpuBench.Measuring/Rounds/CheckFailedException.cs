using GpuBench.Measuring.Trials;

namespace GpuBench.Measuring.Rounds;

/// <summary>The kernel computed something else than the oracle: the trial has no rate.</summary>
public sealed class CheckFailedException(string when, CheckResult result)
    : Exception($"wrong result {when} timing: {result}");
