using GpuBench.Measuring;
using GpuBench.Measuring.Statistics;
using GpuBench.Measuring.Trials;

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

    public int Specificity => 16;

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
/// cache. If the published side does not state it, the interval is widened by the effect of the cache measured here.
/// </summary>
public sealed class CacheRule : IComparisonRule
{
    public string Name => "cache";

    public int Specificity => 14;

    public Ruling? Judge(Observation numerator, Observation denominator)
    {
        if ((numerator.CacheResident ?? denominator.CacheResident) is { } resident)
            return Ruling.Refuse(resident);
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

    public int Specificity => 15;

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
