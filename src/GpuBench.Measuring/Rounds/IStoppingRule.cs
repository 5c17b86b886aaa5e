namespace GpuBench.Measuring.Rounds;

/// <summary>Decides after each sample whether the round has enough.</summary>
public interface IStoppingRule
{
    /// <summary>How the manifest names the rule, with its numbers.</summary>
    string Description { get; }

    /// <returns>Null: take another sample.</returns>
    StopReason? Decide(IReadOnlyList<double> samplesSeconds);
}
