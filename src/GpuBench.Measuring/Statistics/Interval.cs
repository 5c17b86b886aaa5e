using MathNet.Numerics.Distributions;

namespace GpuBench.Measuring.Statistics;

/// <summary>A closed range of values.</summary>
public readonly record struct Interval(double Low, double High)
{
    public bool Contains(double value) => value >= Low && value <= High;

    /// <summary>The smallest interval that covers both.</summary>
    public Interval Hull(Interval other) => new(Math.Min(Low, other.Low), Math.Max(High, other.High));
}

/// <summary>
/// The distribution-free confidence interval of a median, from order statistics: the number of samples below the true
/// median is binomial with p = 1/2, whatever the distribution. Hahn and Meeker, Statistical Intervals (1991), section 5.2.
/// It speaks of the conditions that these samples saw; for a re-run see <see cref="PredictionInterval"/>.
/// </summary>
public static class MedianInterval
{
    /// <param name="values">At least one.</param>
    /// <param name="level">E.g. 0.95. Below 6 samples no pair of order statistics reaches 0.95: the whole range is given.</param>
    public static Interval Of(IReadOnlyCollection<double> values, double level)
    {
        if (values.Count == 0)
            throw new ArgumentException("an interval of nothing", nameof(values));
        var sorted = values.Order().ToArray();
        var binomial = new Binomial(0.5, sorted.Length);
        var tail = (1 - level) / 2;
        // The largest rank with P(count below the median < rank) within the tail; ranks count from 1.
        var rank = 1;
        while (rank < (sorted.Length + 1) / 2 && binomial.CumulativeDistribution(rank) <= tail)
            rank++;
        return new(sorted[rank - 1], sorted[^rank]);
    }
}

/// <summary>
/// Where the value of a re-run is expected, from the variance between rounds: t-distributed on the logarithms, half-width
/// t(R-1) * s * sqrt(1/R + 1/Q) for R rounds and a re-run of Q. Hahn and Meeker, Statistical Intervals (1991), section 4.8.
/// Samples within a round share its clocks, its memory placement and its neighbours, so their scatter says little about
/// a re-run; rounds, each started cold and spread over the run, do not.
/// </summary>
public static class PredictionInterval
{
    /// <summary>
    /// Two rounds of which one was disturbed a thousandfold would give dozens of orders of magnitude, beyond what readers of
    /// numbers take: so wide an interval says that nothing is known, and ends here.
    /// </summary>
    private const double LargestFactor = 1e6;

    /// <param name="roundMedians">One positive value a round.</param>
    /// <param name="rerunRounds">Rounds of the re-run; null: as many.</param>
    /// <returns>Null with fewer than two rounds: nothing is known about a re-run.</returns>
    public static Interval? ForRerun(IReadOnlyList<double> roundMedians, double level, int? rerunRounds = null)
    {
        if (roundMedians.Count < 2)
            return null;
        var logs = roundMedians.Select(value => Math.Log(value)).ToArray();
        var mean = logs.Average();
        var variance = logs.Sum(x => (x - mean) * (x - mean)) / (logs.Length - 1);
        var t = StudentT.InvCDF(location: 0, scale: 1, freedom: logs.Length - 1, p: 1 - (1 - level) / 2);
        var halfWidth = Math.Min(
            t * Math.Sqrt(variance * (1.0 / logs.Length + 1.0 / (rerunRounds ?? logs.Length))), Math.Log(LargestFactor));
        return new(Math.Exp(mean - halfWidth), Math.Exp(mean + halfWidth));
    }
}
