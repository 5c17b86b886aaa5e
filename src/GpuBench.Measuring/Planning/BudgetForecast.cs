namespace GpuBench.Measuring.Planning;

/// <summary>
/// Says before a run which trials its budget may have no time for, by what rounds are expected to cost. The run decides by what they
/// do cost, and may measure some of them all the same.
/// </summary>
internal static class BudgetForecast
{
    /// <summary>Rounds may cost so many times what is expected: then more trials are at risk.</summary>
    private const double Caution = 1.25;

    /// <summary>The rounds of a device are taken in two stretches, by a worker each, which makes the operands anew.</summary>
    private const int Workers = 2;

    /// <returns>The devices with such trials marked; as they were without a budget, and where the cost of any trial is unknown.</returns>
    public static IReadOnlyList<PlannedDevice> Mark(IReadOnlyList<PlannedDevice> devices, int rounds, double? budgetSeconds)
    {
        var runnable = devices.SelectMany(device => device.Trials).Where(trial => trial.Refusal is null).ToList();
        if (budgetSeconds is not { } budget || runnable.Exists(trial => trial.Cost is null))
            return devices;
        var needed = Math.Min(rounds, BudgetFit.FewestRounds);
        var seconds = budget - (Workers * RoundCost.WorkerStartSeconds * devices.Count);
        var all = runnable.Sum(trial => SecondsOf(trial, needed));
        return [.. devices.Select(device => Mark(device, needed, share => seconds * share / all))];
    }

    private static PlannedDevice Mark(PlannedDevice device, int rounds, Func<double, double> budgetFor)
    {
        var candidates = device.Trials
            .Where(trial => trial.Refusal is null)
            .Select(trial => new BudgetFit.Candidate(trial.Trial.Key, trial.Trial.Class, SecondsOf(trial, rounds)))
            .ToList();
        var leftOut = BudgetFit.LeftOut(candidates, budgetFor(candidates.Sum(candidate => candidate.Seconds)) / Caution);
        return device with { Trials = [.. device.Trials.Select(trial => trial with { MayBeLeftOut = leftOut.Contains(trial.Trial.Key) })] };
    }

    private static double SecondsOf(PlannedTrial trial, int rounds) => (rounds * trial.Cost!.Seconds) + (Workers * trial.Cost.FirstSeconds);
}
