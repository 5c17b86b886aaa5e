namespace GpuBench.Measuring.Planning;

/// <summary>
/// Chooses the trials to skip if the time is too short for all: those that the plan named before the others, and expensive ones before
/// cheap ones, so that as many trials as possible keep their rounds. The last trial of a class is never skipped, so that each class has a
/// result.
/// </summary>
public static class BudgetFit
{
    /// <summary>Fewer rounds predict a re-run badly: the interval of two is ± 12.7 standard deviations, that of three ± 3.5.</summary>
    public const int MinRounds = 3;

    /// <summary>A trial that may be skipped.</summary>
    /// <param name="Class">As <see cref="Trials.Trial.Class"/>.</param>
    /// <param name="Seconds">Time of the rounds that it still needs.</param>
    /// <param name="IsBegun">Whether it has rounds, which a skip would waste.</param>
    /// <param name="IsNamed">Whether the plan said that it may be skipped.</param>
    public sealed record Candidate(string Key, string Class, double Seconds, bool IsBegun = false, bool IsNamed = false);

    /// <returns>Keys of the trials to skip.</returns>
    public static IReadOnlySet<string> LeftOut(IReadOnlyList<Candidate> candidates, double budgetSeconds)
    {
        var kept = candidates.CountBy(candidate => candidate.Class).ToDictionary();
        var seconds = candidates.Sum(candidate => candidate.Seconds);
        var leftOut = new HashSet<string>();
        foreach (var candidate in candidates
            .Where(candidate => !candidate.IsBegun)
            .OrderByDescending(candidate => candidate.IsNamed)
            .ThenByDescending(candidate => candidate.Seconds))
        {
            if (seconds <= budgetSeconds)
                break;
            if (kept[candidate.Class] == 1)
                continue;
            kept[candidate.Class]--;
            seconds -= candidate.Seconds;
            leftOut.Add(candidate.Key);
        }
        return leftOut;
    }
}

/// <summary>
/// Predicts from expected costs for which trials the budget may be too short. The run decides by measured costs, and may measure some of
/// these trials.
/// </summary>
internal static class BudgetForecast
{
    /// <summary>Chosen factor on expected costs, which are often too low: a skip without a warning is worse than a needless one.</summary>
    private const double Caution = 1.25;

    /// <summary>A device has two passes. Each pass has its own worker, which generates the operands again.</summary>
    private const int Workers = 2;

    /// <returns>The devices with such trials marked; unchanged without a budget, and if the cost of a trial is unknown.</returns>
    public static IReadOnlyList<PlannedDevice> Mark(IReadOnlyList<PlannedDevice> devices, int rounds, double? budgetSeconds)
    {
        var runnable = devices.SelectMany(device => device.Trials).Where(trial => trial.Refusal is null).ToList();
        if (budgetSeconds is not { } budget || runnable.Exists(trial => trial.Cost is null))
            return devices;
        var needed = Math.Min(rounds, BudgetFit.MinRounds);
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
