using System.Globalization;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Trials;

namespace GpuBench.Measuring.Rounds;

/// <summary>How long one round may take, and when it has enough.</summary>
/// <param name="BudgetSeconds">
/// Wall time for warming up and sampling. It starts after the check, so that preparation does not use it up.
/// It is exceeded only for the least that <see cref="MinSamples"/> and <see cref="MinWarmUpSeconds"/> ask for.
/// </param>
public sealed record RoundPlan(double BudgetSeconds, IStoppingRule StoppingRule, Regime Regime, LaunchMode Launch)
{
    /// <summary>Fewer samples say nothing about scatter.</summary>
    public const int MinimumSamples = 3;

    /// <summary>Launches on an accelerator are short: ten samples take little time, and three say little about scatter.</summary>
    public const int MinimumSamplesOnAccelerator = 10;

    /// <summary>
    /// An accelerator that waited for its host runs at the clock of its idle state. It works this long before it is measured.
    /// </summary>
    public const double MinWarmUpSecondsOnAccelerator = 0.3;

    /// <summary>Launches before and between the marks of <see cref="LaunchMode.Script"/>: those of the published torch.mm script.</summary>
    public const int ScriptWarmUpLaunches = 10;

    /// <inheritdoc cref="ScriptWarmUpLaunches"/>
    public const int ScriptLaunches = 30;

    /// <summary>A sample is made this many times longer than the timer's resolution, by repeating the launch.</summary>
    public const double ResolutionsPerSample = 1000;

    /// <summary>And this many times longer than two marks with nothing between them read: a bias of half a percent.</summary>
    public const double OverheadsPerSample = 200;

    /// <summary>
    /// And not shorter than this: on a shared host a scheduler's time slice of some milliseconds must not be able to
    /// make one sample several times slower than its neighbour.
    /// </summary>
    public const double ShortestSampleSeconds = 2e-3;

    /// <summary>A device's queue does not hold any number.</summary>
    public const int MaxLaunchesPerSample = 10_000;

    /// <summary>A GPU's clock needs 0.2 to 0.5 s of load to leave its idle state.</summary>
    public const double WarmUpSeconds = 0.5;

    /// <summary>Power and temperature limits act within seconds.</summary>
    public const double SustainedWarmUpSeconds = 4;

    /// <summary>Warming up may use this share of the round at most, where the regime is burst.</summary>
    public const double WarmUpShare = 0.3;

    /// <summary>Whether one sample, though it takes several times the round's share, is better than none.</summary>
    public bool IsReferencePoint { get; init; }

    public bool OnAccelerator { get; init; }

    public int MinSamples => OnAccelerator ? MinimumSamplesOnAccelerator : MinimumSamples;

    public double MinWarmUpSeconds => OnAccelerator ? MinWarmUpSecondsOnAccelerator : 0;

    /// <summary>Launches that a round needs after its first.</summary>
    public int MinLaunches => Launch == LaunchMode.Script ? ScriptWarmUpLaunches + ScriptLaunches : MinSamples;

    /// <summary>What warming up and sampling take at least.</summary>
    public double MinSeconds(double launchSeconds) => MinWarmUpSeconds + (Launch == LaunchMode.Script
        ? MinLaunches * launchSeconds
        : MinSamples * Math.Max(ShortestSampleSeconds, launchSeconds));

    /// <summary>Which launches are too slow.</summary>
    public RoundBudget Budget => new(this);

    /// <summary>What makes rounds of so many seconds possible: the remedy for a launch that takes too long.</summary>
    public Func<double, string> Remedy { get; init; } = _ => "raise --budget, or choose a longer suite or a smaller point";

    /// <summary>How long the first launches may be silent: the round's share, beside what the device needs.</summary>
    public SilenceLimit FirstLaunchLimit(IDevice device) => device.FirstLaunchLimit.And(BudgetSeconds);

    /// <summary>
    /// How long warming up and sampling may be silent: the round's share, or the fewest samples where they take longer. A busy host may
    /// make a launch so many times slower as a round may overrun its share.
    /// </summary>
    public SilenceLimit MeasuringLimit(double launchSeconds) => SilenceLimit.Launches
        .And(WarmUpLimitSeconds(BudgetSeconds) + (RoundBudget.MaxOverrunFactor * Math.Max(BudgetSeconds, MinSeconds(launchSeconds))));

    public static string Seconds(double seconds) => seconds.ToString(seconds < 100 ? "G2" : "F0", CultureInfo.InvariantCulture) + " s";

    public static double SampleSeconds(DeviceTimer timer) => Math.Max(
        ShortestSampleSeconds,
        Math.Max(ResolutionsPerSample * timer.ResolutionSeconds, OverheadsPerSample * timer.OverheadSeconds));

    public double WarmUpLimitSeconds(double leftSeconds) => Regime == Regime.Sustained
        ? SustainedWarmUpSeconds
        : Math.Max(MinWarmUpSeconds, Math.Min(WarmUpSeconds, WarmUpShare * leftSeconds));
}

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
    public const double MaxOverrunFactor = 4;

    /// <summary>
    /// So much time a round may always take, or the trials at the end of a budget that others overran would be refused for
    /// launches of milliseconds.
    /// </summary>
    private const double AlwaysFitsSeconds = 0.5;

    /// <summary>A longer round is not begun even where a value must be had: two of them are half of the quick suite.</summary>
    private const double LongestOverrunSeconds = 30;

    public RoundFit FitOf(double launchSeconds)
    {
        var seconds = launchSeconds * plan.MinLaunches;
        return seconds <= Math.Max(MaxOverrunFactor * plan.BudgetSeconds, AlwaysFitsSeconds) ? RoundFit.Fits
            : plan.IsReferencePoint && seconds <= LongestOverrunSeconds ? RoundFit.Overruns
            : RoundFit.TooLong;
    }

    /// <returns>Why the trial is not measured, with the arithmetic; null where its round fits or may overrun.</returns>
    /// <param name="what">What one launch takes, e.g. <c>takes 2.4 s</c>.</param>
    public Refusal? Refuse(string what, double launchSeconds) => FitOf(launchSeconds) != RoundFit.TooLong ? null : Refusal.Skipped(
        $"one launch {what}; {plan.MinLaunches} do not fit a round of {RoundPlan.Seconds(plan.BudgetSeconds)}, "
        + $"nor {MaxOverrunFactor} times that: {plan.Remedy(plan.MinLaunches * launchSeconds / MaxOverrunFactor)}");

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
