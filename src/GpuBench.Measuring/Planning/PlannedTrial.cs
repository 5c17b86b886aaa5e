using GpuBench.Measuring.Trials;

namespace GpuBench.Measuring.Planning;

/// <param name="Refusal">Known beforehand: the trial gets this status and is not run.</param>
public sealed record PlannedTrial(Trial Trial, Refusal? Refusal)
{
    /// <summary>Of one round, as far as it can be known beforehand; null: it cannot.</summary>
    public RoundCost? Cost { get; init; }

    /// <summary>Whether the budget may have no time for it, by what rounds are expected to cost.</summary>
    public bool MayBeLeftOut { get; init; }
}
