namespace GpuBench.Measuring.Planning;

/// <summary>
/// Which trials are left out where there is no time for all: those first that the plan named, and of them the most expensive, so that the
/// most keep their rounds; and never the last of a class, which would leave a question without any answer.
/// </summary>
public static class BudgetFit
{
    /// <summary>
    /// Fewer rounds tell nothing of a re-run: two give a prediction interval
    /// of 12.7 standard deviations each way, three 3.5.
    /// </summary>
    public const int FewestRounds = 3;

    /// <param name="Class">Of an engine: what a trial's row is the answer for.</param>
    /// <param name="Seconds">What the rounds that it still needs take.</param>
    /// <param name="IsBegun">It has rounds already: leaving it out would waste them.</param>
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
