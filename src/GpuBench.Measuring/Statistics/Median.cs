namespace GpuBench.Measuring.Statistics;

public static class Median
{
    /// <summary>The middle value; the mean of the two middle ones where the count is even.</summary>
    /// <exception cref="ArgumentException">No values.</exception>
    public static double Of(IReadOnlyCollection<double> values)
    {
        if (values.Count == 0)
            throw new ArgumentException("the median of nothing", nameof(values));
        var sorted = values.Order().ToArray();
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}

public static class Noise
{
    /// <summary>Relative standard deviation (n - 1 in the denominator); null with fewer than two values.</summary>
    public static double? Of(IReadOnlyCollection<double> values)
    {
        if (values.Count < 2)
            return null;
        var mean = values.Average();
        var variance = values.Sum(x => (x - mean) * (x - mean)) / (values.Count - 1);
        return Math.Sqrt(variance) / mean;
    }
}
