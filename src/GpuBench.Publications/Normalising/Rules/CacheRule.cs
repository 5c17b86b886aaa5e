using GpuBench.Measuring.Trials;

namespace GpuBench.Publications.Normalising.Rules;

/// <summary>
/// Whether operands could wait in the cache. Two ways of emptying it are one condition; streams outgrow it by what they are.
/// Where the published side does not say, the interval reaches as far as the cache changes the value measured here.
/// </summary>
public sealed class CacheRule : IComparisonRule
{
    public string Name => "cache";

    public Ruling? Judge(Observation numerator, Observation denominator)
    {
        if (numerator.Method is null || denominator.Method is null || StreamRule.Applies(numerator))
            return null;
        var (mine, theirs) = (numerator.Method.Cache, denominator.Method.Cache);
        if (mine == CachePolicy.Unknown || theirs == CachePolicy.Unknown)
            return Ruling.Unknown("cache") with { Spread = numerator.CacheSpread ?? new(1, 1) };
        return (mine == CachePolicy.Warm) == (theirs == CachePolicy.Warm)
            ? null
            : Ruling.Refuse($"cache: {mine.Text()} against {theirs.Text()}");
    }
}
