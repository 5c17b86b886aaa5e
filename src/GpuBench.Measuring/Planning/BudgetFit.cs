namespace GpuBench.Measuring.Planning;

/// <summary>
/// Which trials are left out where there is no time for all. The trials that the plan named go first, the most expensive before the
/// others, so that as many as possible keep their rounds. The last trial of a class stays, or a question would have no answer.
/// </summary>
public static class BudgetFit
{
    /// <summary>
    /// Fewer rounds say too little about a re-run: two give a prediction interval of 12.7 standard deviations each way, three
    /// give 3.5.
    /// </summary>
    public const int MinRounds = 3;

    /// <param name="Class">As <see cref="Trials.Trial.Class"/>.</param>
    /// <param name="Seconds">Time of the rounds that it still needs.</param>
    /// <param name="IsBegun">It has rounds already, which would be wasted.</param>
    /// <param name="IsNamed">The plan said that it may be left out.</param>
    public sealed record Candidate(string Key, string Class, double Seconds, bool IsBegun = false, bool IsNamed = false);

    /// <returns>The keys of those that are left out.</returns>
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
/// Says before a run for which trials the budget may be too short. It knows what rounds are expected to cost. The run decides by
/// what they really cost, and may measure some of these trials.
/// </summary>
internal static class BudgetForecast
{
    /// <summary>
    /// Expected costs are multiplied by this: an estimate is often too low, and a trial that is skipped without a warning is worse
    /// than a warning that was not needed.
    /// </summary>
    private const double Caution = 1.25;

    /// <summary>The rounds of a device are taken in two stretches. Each has its own worker, which makes the operands again.</summary>
    private const int Workers = 2;

    /// <returns>The devices with such trials marked; as they were without a budget, and where the cost of any trial is unknown.</returns>
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
