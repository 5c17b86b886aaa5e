namespace GpuBench.Measuring.Rounds;

/// <param name="LaunchCount">Launches before the first sample, those of the check included.</param>
/// <param name="Seconds">How long they took.</param>
/// <param name="Settled">Whether the times had stopped moving; false: the time for warming up ran out first.</param>
public sealed record WarmUp(int LaunchCount, double Seconds, bool Settled) : Extensible;
