using GpuBench.Measuring.Journals;
using GpuBench.Measuring.Planning;

namespace GpuBench.Measuring.Running;

/// <summary>
/// Divides the remaining time among the passes that remain. Each pass first gets the time of its needed rounds. The rest is divided in
/// proportion to the cost of further rounds. If the cost of any trial is unknown, every round counts the same.
/// </summary>
internal sealed class BudgetSplit
{
    private readonly RunProgress _progress;
    private readonly TrialCosts _costs;
    private readonly IReadOnlyList<DevicePass> _toCome;
    private readonly double _leftSeconds;
    private readonly bool _isKnown;

    /// <param name="toCome">The next pass first.</param>
    public BudgetSplit(RunProgress progress, TrialCosts costs, IReadOnlyList<DevicePass> toCome, double leftSeconds)
    {
        (_progress, _costs, _toCome, _leftSeconds) = (progress, costs, toCome, leftSeconds);
        _isKnown = toCome.All(pass => pass.Device.Trials.All(
            trial => progress.RoundsLeft(trial) == 0 || costs.Of(pass.Device, trial) is not null));
    }

    /// <summary>Time that the next pass gets.</summary>
    public double PassSeconds => SecondsOf(pass => pass == _toCome[0]);

    /// <summary>Time of this device for rounds, with its later passes but without the start-up time of their workers.</summary>
    public double DeviceSeconds => SecondsOf(pass => pass.Device == _toCome[0].Device)
        - _toCome.Skip(1).Where(pass => pass.Device == _toCome[0].Device).Sum(pass => Of(pass).Starting);

    private double SecondsOf(Func<DevicePass, bool> chosen)
    {
        var (some, all) = (Sum(_toCome.Where(chosen)), Sum(_toCome));
        var spare = _leftSeconds - all.Needed;
        if (spare < 0 || all.Further <= 0)
            return all.Needed <= 0 ? _leftSeconds : _leftSeconds * some.Needed / all.Needed;
        return some.Needed + (spare * some.Further / all.Further);
    }

    private (double Needed, double Further) Sum(IEnumerable<DevicePass> passes) =>
        passes.Select(Of).Aggregate((Needed: 0.0, Further: 0.0), (sum, one) => (sum.Needed + one.Needed, sum.Further + one.Further));

    /// <returns>Starting is a part of Needed: the time before the first round of a worker measures.</returns>
    private (double Needed, double Further, double Starting) Of(DevicePass pass)
    {
        var before = _toCome.Where(earlier => earlier.Device == pass.Device && earlier.UpToRound < pass.UpToRound).ToList();
        var (needed, further, starting) = (0.0, 0.0, 0.0);
        foreach (var trial in pass.Device.Trials.Where(trial => pass.RoundsLeft(_progress, trial) > 0))
        {
            var cost = _isKnown ? _costs.Of(pass.Device, trial)! : new(0, 1, 0);
            var taken = _progress.Rounds(trial.Trial.Key).Count;
            var neededRounds = RoundsIn(pass.NeededUpToRound, before.Select(earlier => earlier.NeededUpToRound), taken);
            var allRounds = RoundsIn(pass.UpToRound, before.Select(earlier => earlier.UpToRound), taken);
            needed += neededRounds * cost.Seconds;
            starting += cost.FirstSeconds;
            further += Math.Max(0, allRounds - neededRounds) * cost.Seconds;
        }
        if (_isKnown && needed > 0)
            starting += RoundCost.WorkerStartSeconds;
        return (needed + starting, further, starting);
    }

    private static int RoundsIn(int upTo, IEnumerable<int> earlierUpTo, int taken) => Math.Max(0, upTo - earlierUpTo.Append(taken).Max());
}

/// <summary>Budget of each device of a run, from the expected costs before the first round.</summary>
public static class BudgetShares
{
    /// <returns>Seconds for each of the plan's devices, in their order; empty without a budget.</returns>
    public static IReadOnlyList<double> Of(RunStarted started)
    {
        if (started.Plan.BudgetSeconds is not { } budget)
            return [];
        var progress = new RunProgress(started, []);
        var costs = new TrialCosts(progress);
        var passes = DevicePass.Of(started.Plan);
        return
        [
            .. started.Plan.Devices.Select(device =>
                new BudgetSplit(progress, costs, [.. passes.OrderBy(pass => pass.Device != device)], budget).DeviceSeconds),
        ];
    }
}

/// <summary>Cost of one round of each trial, as known at this point of a run.</summary>
internal sealed class TrialCosts(RunProgress progress)
{
    /// <summary>From the rounds of the trial, or from the plan; null: unknown.</summary>
    public RoundCost? Of(PlannedDevice device, PlannedTrial trial)
    {
        var rounds = progress.Rounds(trial.Trial.Key).Select(round => round.Round).Where(round => round.SamplesSeconds.Count > 0).ToList();
        return rounds.Count > 0 ? RoundCost.Of(rounds, trial.Trial, device.Device, trial.Cost) : trial.Cost;
    }
}

/// <summary>One pass of one device: its trials up to a number of rounds.</summary>
/// <param name="NeededUpToRound">The rounds among them that each trial gets first.</param>
internal sealed record DevicePass(PlannedDevice Device, int UpToRound, int NeededUpToRound)
{
    /// <summary>
    /// The rounds of a device are split into two passes, with the other devices in between. A disturbance of a minute then shows as scatter
    /// between rounds, and does not look like a property of the device.
    /// </summary>
    private const int PassCount = 2;

    public static IReadOnlyList<DevicePass> Of(RunPlan plan) =>
    [
        .. from pass in Enumerable.Range(1, PassCount)
           from device in plan.Devices
           select new DevicePass(device, Share(plan.Rounds, pass), Share(Math.Min(plan.Rounds, BudgetFit.MinRounds), pass)),
    ];

    /// <summary>Remaining rounds of the trial in this pass.</summary>
    public int RoundsLeft(RunProgress progress, PlannedTrial trial) =>
        Math.Max(0, progress.RoundsLeft(trial) - (progress.Plan.Rounds - UpToRound));

    public int RoundsLeft(RunProgress progress) => Device.Trials.Sum(trial => RoundsLeft(progress, trial));

    private static int Share(int rounds, int pass) => ((rounds * pass) + PassCount - 1) / PassCount;
}
