using GpuBench.Measuring.Trials;

namespace GpuBench.Measuring.Planning;

/// <param name="Refusal">Known beforehand: the trial gets this status and is not run.</param>
public sealed record PlannedTrial(Trial Trial, Refusal? Refusal)
{
    /// <summary>Expected cost of one round; null where nothing tells it before the run.</summary>
    public RoundCost? Cost { get; init; }

    /// <summary>Whether the budget may be too short for it, by the expected costs of all trials.</summary>
    public bool MayBeLeftOut { get; init; }
}
