using GpuBench.Measuring.Journals;
using GpuBench.Measuring.Planning;

namespace GpuBench.Measuring.Running;

/// <summary>What one round of each trial costs, as far as it is known at this point of a run.</summary>
internal sealed class TrialCosts(RunProgress progress)
{
    /// <summary>As the trial's rounds took, or as planned; null: unknown.</summary>
    public RoundCost? Of(PlannedDevice device, PlannedTrial trial)
    {
        var rounds = progress.Rounds(trial.Trial.Key).Select(round => round.Round).Where(round => round.SamplesSeconds.Count > 0).ToList();
        return rounds.Count > 0 ? RoundCost.Of(rounds, trial.Trial, device.Device, trial.Cost) : trial.Cost;
    }
}
