namespace GpuBench.Publications.Projecting.Fitting;

/// <summary>Quantiles of a sample.</summary>
internal static class Quantiles
{
    /// <summary>The smallest value that at least this share of the values does not exceed.</summary>
    /// <returns>NaN for no values.</returns>
    public static double Of(double[] values, double share)
    {
        if (values.Length == 0)
            return double.NaN;
        Array.Sort(values);
        return values[Math.Min(values.Length - 1, (int)(share * values.Length))];
    }

    /// <summary>The same of values with weights.</summary>
    public static double Of(IEnumerable<(double Value, double Weight)> values, double share)
    {
        var sorted = values.OrderBy(value => value.Value).ToList();
        var (total, sum) = (sorted.Sum(value => value.Weight), 0.0);
        foreach (var (value, weight) in sorted)
        {
            sum += weight;
            if (sum >= share * total)
                return value;
        }
        return double.NaN;
    }
}
