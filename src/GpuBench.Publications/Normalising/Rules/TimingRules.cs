using GpuBench.Measuring;
using GpuBench.Measuring.Statistics;
using GpuBench.Measuring.Trials;

namespace GpuBench.Publications.Normalising.Rules;

/// <summary>
/// Burst or sustained. A device under load for longer is slower, by up to <see cref="LargestDrop"/>: where one side is known to
/// be burst and the other sustained, or may be, the interval reaches that far. One harness times both its sides alike.
/// </summary>
public sealed class RegimeRule : IComparisonRule
{
    /// <summary>
    /// 1450 to 1237 TFLOP/s over a hundred iterations back to back on a B200 (flashinfer, pull request 2899): the largest drop
    /// published for one kernel under a steady load.
    /// </summary>
    public const double LargestDrop = 1 - (1237.0 / 1450.0);

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
            Spread = numerator.RegimeSpread ?? (numerator.Source == denominator.Source ? new(1, 1) : Spread(mine, theirs)),
        };
    }

    /// <summary>At equal regimes the ratio would be lower if mine is burst and theirs sustained, and the other way round.</summary>
    private static Interval Spread(Regime mine, Regime theirs) => new(
        mine != Regime.Sustained && theirs != Regime.Burst ? 1 - LargestDrop : 1,
        mine != Regime.Burst && theirs != Regime.Sustained ? 1 / (1 - LargestDrop) : 1);
}

/// <summary>
/// Whether operands could wait in the cache. Two ways of emptying it are one condition; streams outgrow it by what they are.
/// Where the published side does not say, the interval reaches as far as the cache changes the value measured here.
/// </summary>
public sealed class CacheRule : IComparisonRule
{
    public string Name => "cache";

    public int Specificity => 14;

    public Ruling? Judge(Observation numerator, Observation denominator)
    {
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

/// <summary>Mean, median or best of the samples. What was measured here is stated as the published side states its own.</summary>
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
