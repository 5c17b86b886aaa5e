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
    public const int FewestRounds = 3;

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
