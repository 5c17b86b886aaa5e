namespace GpuBench.Measuring.Statistics;

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
