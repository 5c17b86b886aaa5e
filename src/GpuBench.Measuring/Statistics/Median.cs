using System.Collections.Concurrent;
using MathNet.Numerics.Distributions;

namespace GpuBench.Measuring.Statistics;

/// <summary>The median of a set of values.</summary>
public static class Median
{
    /// <summary>The middle value; the mean of the two middle ones if the count is even.</summary>
    /// <exception cref="ArgumentException">No values.</exception>
    public static double Of(IReadOnlyCollection<double> values)
    {
        if (values.Count == 0)
            throw new ArgumentException("no values to take a median of", nameof(values));
        var sorted = Ascending.Of(values);
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}

/// <summary>Values in ascending order.</summary>
internal static class Ascending
{
    /// <summary>Faster than <see cref="Enumerable.Order{T}(IEnumerable{T})"/>, which sorts pairs of index and value.</summary>
    public static double[] Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values];
        Array.Sort(sorted);
        return sorted;
    }
}

/// <summary>A closed range of values.</summary>
public readonly record struct Interval(double Low, double High)
{
    /// <summary>Two independent uncertainties as factors around 1, joined in quadrature on logarithms, each direction separately.</summary>
    public Interval InQuadrature(Interval other) => new(
        Math.Exp(-Math.Sqrt(Square(Math.Log(Low)) + Square(Math.Log(other.Low)))),
        Math.Exp(Math.Sqrt(Square(Math.Log(High)) + Square(Math.Log(other.High)))));

    public bool Contains(double value) => value >= Low && value <= High;

    /// <summary>The smallest interval that covers both.</summary>
    public Interval Hull(Interval other) => new(Math.Min(Low, other.Low), Math.Max(High, other.High));

    /// <summary>Factors of a quotient from factors of its divisor.</summary>
    public Interval Inverse() => new(1 / High, 1 / Low);

    private static double Square(double value) => value * value;
}

/// <summary>
/// The distribution-free confidence interval of a median, from order statistics: the number of samples below the true median is binomial
/// with p = 1/2, for every distribution. Hahn and Meeker, Statistical Intervals (1991), section 5.2. It holds for the conditions of
/// these samples; for a re-run see <see cref="PredictionInterval"/>.
/// </summary>
public static class MedianInterval
{
    /// <summary>The distribution is expensive, and most rows of a run have one of a few numbers of samples.</summary>
    private static readonly ConcurrentDictionary<(int Count, double Level), int> Ranks = [];

    /// <param name="values">At least one.</param>
    /// <param name="level">
    /// E.g. 0.95. Below 6 samples no pair of order statistics reaches 0.95; the interval is then the whole range.
    /// </param>
    public static Interval Of(IReadOnlyCollection<double> values, double level)
    {
        if (values.Count == 0)
            throw new ArgumentException("no values to take an interval of", nameof(values));
        var sorted = Ascending.Of(values);
        var rank = Ranks.GetOrAdd((sorted.Length, level), of => RankOf(of.Count, of.Level));
        return new(sorted[rank - 1], sorted[^rank]);
    }

    /// <summary>The largest rank with P(count below the median &lt; rank) within the tail. It counts from 1.</summary>
    private static int RankOf(int count, double level)
    {
        var binomial = new Binomial(0.5, count);
        var tail = (1 - level) / 2;
        var (rank, above) = (1, (count + 1) / 2);
        while (rank < above)
        {
            var middle = (rank + above) / 2;
            (rank, above) = binomial.CumulativeDistribution(middle) <= tail ? (middle + 1, above) : (rank, middle);
        }
        return rank;
    }
}
