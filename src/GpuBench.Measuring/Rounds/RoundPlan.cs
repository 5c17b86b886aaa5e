using System.Globalization;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Trials;

namespace GpuBench.Measuring.Rounds;

/// <summary>Time limit and stopping rule of one round.</summary>
/// <param name="BudgetSeconds">
/// Wall time for warming up and sampling. It starts after the check, so that preparation does not use it up. A round exceeds it only for
/// <see cref="MinSamples"/> and <see cref="MinWarmUpSeconds"/>.
/// </param>
public sealed record RoundPlan(double BudgetSeconds, IStoppingRule StoppingRule, Regime Regime, LaunchMode Launch)
{
    /// <summary>Chosen: fewer samples say nothing about scatter.</summary>
    public const int MinimumSamples = 3;

    /// <summary>Chosen: launches on an accelerator are short. Ten samples take little time, and three say little about scatter.</summary>
    public const int MinimumSamplesOnAccelerator = 10;

    /// <summary>Launches of <see cref="LaunchMode.Script"/> before and between the marks: those of the published torch.mm script.</summary>
    public const int ScriptWarmUpLaunches = 10;

    /// <inheritdoc cref="ScriptWarmUpLaunches"/>
    public const int ScriptLaunches = 30;

    /// <summary>A sample is at least this many times the timer's resolution, by repeated launches: an error of 0.1 %.</summary>
    public const double ResolutionsPerSample = 1000;

    /// <summary>A sample is at least this many times the timer's overhead: a bias of 0.5 %.</summary>
    public const double OverheadsPerSample = 200;

    /// <summary>Chosen: on a shared host, a time slice of some milliseconds must not multiply the length of a sample.</summary>
    public const double ShortestSampleSeconds = 2e-3;

    /// <summary>Chosen: the queue of a device is finite.</summary>
    public const int MaxLaunchesPerSample = 10_000;

    /// <summary>Chosen: an accelerator that waited for its host runs at its idle clock. This load comes before the first sample.</summary>
    public const double MinWarmUpSecondsOnAccelerator = 0.3;

    /// <summary>A GPU's clock needs 0.2 to 0.5 s of load to leave its idle state (clpeak reports 0.22 to 0.44 s on an Apple M1).</summary>
    public const double MaxBurstWarmUpSeconds = 0.5;

    /// <summary>Chosen: limits of power and temperature act within seconds.</summary>
    public const double SustainedWarmUpSeconds = 4;

    /// <summary>Chosen: a burst round keeps at least 70 % of its time for samples.</summary>
    public const double MaxBurstWarmUpShare = 0.3;

    /// <summary>Whether a round that takes several times its share is run for one sample.</summary>
    public bool IsReferencePoint { get; init; }

    public bool OnAccelerator { get; init; }

    public int MinSamples => OnAccelerator ? MinimumSamplesOnAccelerator : MinimumSamples;

    /// <summary>Minimum number of launches after the first one.</summary>
    public int MinLaunches => Launch == LaunchMode.Script ? ScriptWarmUpLaunches + ScriptLaunches : MinSamples;

    /// <summary>Minimum time to warm up and sample.</summary>
    public double MinSeconds(double launchSeconds) => MinWarmUpSeconds + (Launch == LaunchMode.Script
        ? MinLaunches * launchSeconds
        : MinSamples * Math.Max(ShortestSampleSeconds, launchSeconds));

    /// <summary>Warm-up ends no earlier, even if times have settled.</summary>
    public double MinWarmUpSeconds => OnAccelerator ? MinWarmUpSecondsOnAccelerator : 0;

    /// <summary>
    /// Warm-up starts no batch after this time. burst: half a second, or 30 % of the time left to the round if that is shorter, but not
    /// less than <see cref="MinWarmUpSeconds"/>. sustained: four seconds, which are always used.
    /// </summary>
    public double WarmUpLimitSeconds(double leftSeconds) => Regime == Regime.Sustained
        ? SustainedWarmUpSeconds
        : Math.Max(MinWarmUpSeconds, Math.Min(MaxBurstWarmUpSeconds, MaxBurstWarmUpShare * leftSeconds));

    /// <summary>Decides which launches are too slow.</summary>
    public RoundBudget Budget => new(this);

    /// <summary>Remedy for a launch that takes too long. The argument is the sufficient length of a round in seconds.</summary>
    public Func<double, string> Remedy { get; init; } = _ => "raise --budget, or choose a longer suite or a smaller point";

    /// <summary>Silence allowed in the first launches: the limit of the device, and the round's share.</summary>
    public SilenceLimit FirstLaunchLimit(IDevice device) => device.FirstLaunchLimit.And(BudgetSeconds);

    /// <summary>
    /// Silence allowed in warm-up and sampling: the round's share, or the minimum number of samples if they take longer. A busy host may
    /// slow down a launch by the factor by which a round may overrun its share.
    /// </summary>
    public SilenceLimit MeasuringLimit(double launchSeconds) => SilenceLimit.Launches
        .And(WarmUpLimitSeconds(BudgetSeconds) + (RoundBudget.MaxOverrunFactor * Math.Max(BudgetSeconds, MinSeconds(launchSeconds))));

    public static string Seconds(double seconds) => seconds.ToString(seconds < 100 ? "G2" : "F0", CultureInfo.InvariantCulture) + " s";

    public static double SampleSeconds(DeviceTimer timer) => Math.Max(
        ShortestSampleSeconds,
        Math.Max(ResolutionsPerSample * timer.ResolutionSeconds, OverheadsPerSample * timer.OverheadSeconds));
}

/// <summary>
/// Decides whether launches are too slow for a round: whether the minimum number fits, whether the round may exceed its time, when it then
/// stops, and why a trial is not measured.
/// </summary>
public readonly struct RoundBudget(RoundPlan plan)
{
    /// <summary>
    /// Chosen: a trial is skipped if its minimum number of launches takes longer than this many times the budget of its round. It would
    /// use the time of all others.
    /// </summary>
    public const double MaxOverrunFactor = 4;

    /// <summary>
    /// Chosen: a round may always take half a second. Otherwise, if earlier trials overran the budget, the last trials would be refused
    /// for launches of milliseconds.
    /// </summary>
    private const double AlwaysFitsSeconds = 0.5;

    /// <summary>Chosen: two rounds of 30 s are 40 % of the quick suite. A longer round is not run even for a reference point.</summary>
    private const double MaxOverrunSeconds = 30;

    public RoundFit FitOf(double launchSeconds)
    {
        var seconds = launchSeconds * plan.MinLaunches;
        return seconds <= Math.Max(MaxOverrunFactor * plan.BudgetSeconds, AlwaysFitsSeconds) ? RoundFit.Fits
            : plan.IsReferencePoint && seconds <= MaxOverrunSeconds ? RoundFit.Overruns
            : RoundFit.TooLong;
    }

    /// <returns>Why the trial is not measured, with the arithmetic; null if its round fits or may overrun.</returns>
    /// <param name="what">What one launch takes, e.g. <c>takes 2.4 s</c>.</param>
    public Refusal? Refuse(string what, double launchSeconds) => FitOf(launchSeconds) != RoundFit.TooLong ? null : Refusal.Skipped(
        $"one launch {what}; {plan.MinLaunches} do not fit a round of {RoundPlan.Seconds(plan.BudgetSeconds)}, "
        + $"nor {MaxOverrunFactor} times that: {plan.Remedy(plan.MinLaunches * launchSeconds / MaxOverrunFactor)}");

    /// <summary>A script takes one sample. So does a round that is already over its share.</summary>
    /// <returns>Why the round ends after its first sample; null: it takes more.</returns>
    public StopReason? StopsAfterOne(RoundFit fit) => fit == RoundFit.Overruns ? StopReason.Overrun
        : plan.Launch == LaunchMode.Script ? StopReason.Count
        : null;
}

/// <summary>How the minimum number of launches fits the time of a round.</summary>
public enum RoundFit
{
    Fits,

    /// <summary>They take longer, but the round is run for its reference point.</summary>
    Overruns,

    TooLong,
}
