namespace GpuBench.Measuring.Statistics;

/// <summary>
/// Percentiles by linear interpolation between the two nearest values: the default of <c>numpy.percentile</c>, with which vLLM prints its
/// p99. Hyndman and Fan, Sample Quantiles in Statistical Packages (1996), definition 7.
/// </summary>
public static class Percentile
{
    /// <param name="values">At least one.</param>
    /// <param name="share">From 0, the smallest value, to 1, the largest.</param>
    public static double Of(IReadOnlyCollection<double> values, double share)
    {
        if (values.Count == 0)
            throw new ArgumentException("no values to take a percentile of", nameof(values));
        var sorted = Ascending.Of(values);
        var rank = share * (sorted.Length - 1);
        var below = (int)Math.Floor(rank);
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((rank - below) * (sorted[above] - sorted[below]));
    }
}
