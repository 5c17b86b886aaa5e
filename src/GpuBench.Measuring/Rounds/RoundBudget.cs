using GpuBench.Measuring.Trials;

namespace GpuBench.Measuring.Rounds;

/// <summary>
/// Which launches are too slow for a round: whether the fewest launches fit into its time, whether the round may exceed it, when it then
/// stops, and the reason of a trial that is not measured.
/// </summary>
public readonly struct RoundBudget(RoundPlan plan)
{
    /// <summary>
    /// A trial whose fewest samples would take so many times its round's budget is not begun: it would eat the time of all
    /// the others.
    /// </summary>
    public const double MostOverrun = 4;

    /// <summary>
    /// So much time a round may always take, or the trials at the end of a budget that others overran would be refused for
    /// launches of milliseconds.
    /// </summary>
    private const double AlwaysFitsSeconds = 0.5;

    /// <summary>A longer round is not begun even where a value must be had: two of them are half of the quick suite.</summary>
    private const double LongestOverrunSeconds = 30;

    public RoundFit FitOf(double launchSeconds)
    {
        var seconds = launchSeconds * plan.FewestLaunches;
        return seconds <= Math.Max(MostOverrun * plan.BudgetSeconds, AlwaysFitsSeconds) ? RoundFit.Fits
            : plan.MustHaveValue && seconds <= LongestOverrunSeconds ? RoundFit.Overruns
            : RoundFit.TooLong;
    }

    /// <returns>Why the trial is not measured, with the arithmetic; null where its round fits or may overrun.</returns>
    /// <param name="what">What one launch takes, e.g. <c>takes 2.4 s</c>.</param>
    public Refusal? Refuse(string what, double launchSeconds) => FitOf(launchSeconds) != RoundFit.TooLong ? null : Refusal.Skipped(
        $"one launch {what}; {plan.FewestLaunches} do not fit a round of {RoundPlan.Seconds(plan.BudgetSeconds)}, "
        + $"nor {MostOverrun} times that: {plan.Remedy(plan.FewestLaunches * launchSeconds / MostOverrun)}");

    /// <summary>A script times once; so does a round that is over its share already.</summary>
    /// <returns>Why the round ends with its first sample; null: it takes more.</returns>
    public StopReason? StopsAfterOne(RoundFit fit) => fit == RoundFit.Overruns ? StopReason.Overrun
        : plan.Launch == LaunchMode.Script ? StopReason.Count
        : null;
}

/// <summary>How the fewest launches of a round compare with its time.</summary>
public enum RoundFit
{
    Fits,

    /// <summary>They take longer, and the round is run all the same.</summary>
    Overruns,

    TooLong,
}
