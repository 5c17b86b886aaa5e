using GpuBench.Measuring.Journals;
using GpuBench.Measuring.Planning;

namespace GpuBench.Measuring.Running;

/// <summary>One stretch of one device: its trials up to a number of rounds.</summary>
/// <param name="NeededUpToRound">The rounds among them that every trial should have, however little time there is.</param>
internal sealed record Slice(PlannedDevice Device, int UpToRound, int NeededUpToRound)
{
    /// <summary>
    /// The rounds of a device are split into so many stretches, with the other devices in between: a neighbour that
    /// disturbs a minute is then seen as scatter between rounds, and not taken for the device.
    /// </summary>
    private const int Stretches = 2;

    public static IReadOnlyList<Slice> Of(RunPlan plan) =>
    [
        .. from stretch in Enumerable.Range(1, Stretches)
           from device in plan.Devices
           select new Slice(device, Share(plan.Rounds, stretch), Share(Math.Min(plan.Rounds, BudgetFit.FewestRounds), stretch)),
    ];

    /// <summary>How many rounds the trial still has in this stretch.</summary>
    public int RoundsLeft(RunProgress progress, PlannedTrial trial) =>
        Math.Max(0, progress.RoundsLeft(trial) - (progress.Plan.Rounds - UpToRound));

    public int RoundsLeft(RunProgress progress) => Device.Trials.Sum(trial => RoundsLeft(progress, trial));

    private static int Share(int rounds, int stretch) => ((rounds * stretch) + Stretches - 1) / Stretches;
}
