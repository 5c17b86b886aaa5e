using GpuBench.Measuring;
using GpuBench.Measuring.Statistics;
using GpuBench.Measuring.Trials;
using GpuBench.Publications.Figures;

namespace GpuBench.Publications.Normalising.Rules;

/// <summary>
/// Burst or sustained. Under sustained load a device is slower by up to <see cref="MaxDrop"/>. If the regimes differ, or may differ,
/// the interval is widened by that factor. Two figures of one publication that states neither are assumed to have the same regime.
/// </summary>
public sealed class RegimeRule : IComparisonRule
{
    /// <summary>
    /// Largest published drop of one kernel under a steady load: from 1450 to 1237 TFLOP/s over a hundred consecutive iterations on a
    /// B200 (flashinfer, pull request 2899).
    /// </summary>
    public const double MaxDrop = 1 - (1237.0 / 1450.0);

    public string Name => "regime";

    public int Specificity => 18;

    public Ruling? Judge(Observation numerator, Observation denominator)
    {
        if (numerator.Method is null || denominator.Method is null)
            return null;
        var (mine, theirs) = (numerator.Method.Regime, denominator.Method.Regime);
        if (mine == theirs && mine != Regime.Unknown)
            return null;
        if (mine != Regime.Unknown && theirs != Regime.Unknown)
            return Ruling.Convert($"{mine.Text()} against {theirs.Text()}") with { Spread = Spread(mine, theirs) };
        return Ruling.Unknown("regime") with
        {
            Spread = numerator.RegimeSpread
                ?? (mine == theirs && numerator.Source == denominator.Source ? new(1, 1) : Spread(mine, theirs)),
        };
    }

    /// <summary>If mine is burst and theirs sustained, the ratio in one regime would be lower; in the opposite case, higher.</summary>
    private static Interval Spread(Regime mine, Regime theirs) => new(
        mine != Regime.Sustained && theirs != Regime.Burst ? 1 - MaxDrop : 1,
        mine != Regime.Burst && theirs != Regime.Sustained ? 1 / (1 - MaxDrop) : 1);
}

/// <summary>
/// Warm or cold cache. Both ways of emptying the cache count as cold. Streams and links of any state pass if they are larger than the
/// cache. A published stream that the cache served in part was raised by it, so a row measured here is a lower bound. If the published
/// side does not state it, the interval is widened by the effect of the cache measured here.
/// </summary>
public sealed class CacheRule : IComparisonRule
{
    public string Name => "cache";

    public int Specificity => 16;

    public Ruling? Judge(Observation numerator, Observation denominator)
    {
        if (numerator.CacheResident is { } mineResident)
            return Ruling.Refuse(mineResident);
        if (denominator.CacheResident is { } resident)
            return numerator.IsMeasuredHere && denominator.ExceedsCache
                ? new(RulingKind.AtLeast, $"{resident}, which may have raised the published rate")
                : Ruling.Refuse(resident);
        if (numerator.Method is null || denominator.Method is null || numerator.MovesBytes)
            return null;
        var (mine, theirs) = (numerator.Method.Cache, denominator.Method.Cache);
        if (mine == CachePolicy.Unknown || theirs == CachePolicy.Unknown)
            return Ruling.Unknown("cache") with { Spread = numerator.CacheSpread ?? new(1, 1) };
        return (mine == CachePolicy.Warm) == (theirs == CachePolicy.Warm)
            ? null
            : Ruling.Refuse($"cache: {mine.Text()} against {theirs.Text()}");
    }
}

/// <summary>Mean, median or best of the samples. A row measured here uses the statistic of the published side.</summary>
public sealed class StatisticRule : IComparisonRule
{
    private const string Unknown = "unknown";

    public string Name => "statistic";

    public int Specificity => 17;

    public Ruling? Judge(Observation numerator, Observation denominator)
    {
        if (numerator.Method is null || denominator.Method is null)
            return null;
        var (mine, theirs) = (numerator.Method.Statistic, denominator.Method.Statistic);
        return mine == Unknown || theirs == Unknown ? Ruling.Unknown("statistic")
            : mine == theirs ? null
            : Ruling.Refuse($"statistic: {mine} against {theirs}");
    }
}

/// <summary>
/// What lies between the time stamps. A call that is timed alone has the host's launch in its time; a kernel that a profiler times, or
/// that a graph starts, has not. Calls back to back hide the launches if they are longer than them. If both sides state it and differ,
/// the interval is widened by the share that a launch may have in the time of the side that has it.
/// </summary>
public sealed class TimingRule : IComparisonRule
{
    /// <summary>
    /// Chosen: longest launch of one call, in seconds. Published are 6.8 µs (torch on NVIDIA, fitted to products of several sizes) and
    /// 14 µs (torch on an Ascend 910B).
    /// </summary>
    public const double LongestLaunch = 20e-6;

    public string Name => "timing";

    public int Specificity => 19;

    public Ruling? Judge(Observation numerator, Observation denominator) =>
        numerator.Method?.Timing is not { } mine || denominator.Method?.Timing is not { } theirs || mine == theirs
            ? null
            : Ruling.Convert($"timing: {mine} against {theirs}") with
            {
                Spread = new(1 / Excess(denominator, theirs), Excess(numerator, mine)),
            };

    /// <summary>Largest factor by which launches may have made the side worse; 1 if the task does not state its work.</summary>
    private static double Excess(Observation side, string timing)
    {
        var seconds = TaskDuration.Of(side);
        var hidesLaunch = timing == FigureTiming.BackToBack && seconds > LongestLaunch;
        return seconds is null || hidesLaunch || timing is FigureTiming.KernelOnly or FigureTiming.GraphReplay
            ? 1
            : 1 + (LongestLaunch / seconds.Value);
    }
}

/// <summary>How long one call of a side's task took, by its rate and the work of its shape.</summary>
public static class TaskDuration
{
    /// <returns>In seconds; null if the task does not state its work.</returns>
    public static double? Of(Observation side) =>
        side.SiUnit == "s" ? side.Value
        : Work(side) is { } work ? work * side.Count / side.Value
        : null;

    /// <summary>Of one call on one device, in the unit of the rate.</summary>
    private static double? Work(Observation side) => side.SiUnit switch
    {
        "B/s" => side.Number("bytes") ?? side.Number("arrayBytes"),
        "FLOP/s" or "OP/s" => side.HasHeads ? Attention(side) : Product(side),
        _ => null,
    };

    private static double? Product(Observation side) =>
        2 * side.Number("m") * side.Number("n") * side.Number("k") * (side.Number("batch") ?? 1) * (side.Number("groups") ?? 1);

    /// <summary>Of the forward pass, with the query-key pairs that the side's convention counts.</summary>
    private static double? Attention(Observation side)
    {
        var pairs = side.Number("t") * side.Number("s") * (ConventionRule.Share(side) ?? 1);
        return 2 * side.Number("b") * side.Number("h") * pairs * (side.Number("d") + (side.Number("dv") ?? side.Number("d")));
    }
}
