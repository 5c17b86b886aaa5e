namespace GpuBench.Publications.Normalising.Rules;

/// <summary>Mean, median or best of the samples. What was measured here is stated as the published side states its own.</summary>
public sealed class StatisticRule : IComparisonRule
{
    private const string Unknown = "unknown";

    public string Name => "statistic";

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
