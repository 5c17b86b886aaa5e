using System.Collections.Concurrent;
using MathNet.Numerics.Distributions;

namespace GpuBench.Measuring.Statistics;

/// <summary>
/// Prediction interval of a re-run, from the variance between rounds: Student's t on the logarithms, half-width t(R-1) * s * sqrt(1/R +
/// 1/Q) for R rounds and a re-run of Q. Hahn and Meeker, Statistical Intervals (1991), section 4.8. Samples within a round share its
/// clocks, its memory placement and its neighbours, so their scatter says little about a re-run. Rounds start cold and are spread over the
/// run, so their scatter does.
/// </summary>
public static class PredictionInterval
{
    /// <summary>
    /// Largest factor of the interval. Two rounds that differ a thousandfold would give dozens of orders of magnitude, more than some
    /// readers of numbers accept. A factor of a million already says that nothing is known.
    /// </summary>
    private const double MaxFactor = 1e6;

    /// <summary>Quantiles of Student's t. They are expensive, and most rows of a run have one of a few numbers of rounds.</summary>
    private static readonly ConcurrentDictionary<(int Freedom, double Level), double> Quantiles = [];

    /// <param name="roundMedians">One positive value per round.</param>
    /// <param name="rerunRounds">Rounds of the re-run; null: the same number.</param>
    /// <returns>Null with fewer than two rounds: nothing is known about a re-run.</returns>
    public static Interval? ForRerun(IReadOnlyList<double> roundMedians, double level, int? rerunRounds = null)
    {
        if (roundMedians.Count < 2)
            return null;
        var logs = roundMedians.Select(value => Math.Log(value)).ToArray();
        var mean = logs.Average();
        var variance = logs.Sum(x => (x - mean) * (x - mean)) / (logs.Length - 1);
        var t = Quantiles.GetOrAdd(
            (logs.Length - 1, level), of => StudentT.InvCDF(location: 0, scale: 1, freedom: of.Freedom, p: 1 - (1 - of.Level) / 2));
        var halfWidth = Math.Min(
            t * Math.Sqrt(variance * (1.0 / logs.Length + 1.0 / (rerunRounds ?? logs.Length))), Math.Log(MaxFactor));
        return new(Math.Exp(mean - halfWidth), Math.Exp(mean + halfWidth));
    }
}

/// <summary>Scatter of a set of values.</summary>
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

    /// <summary>
    /// The median distance from the median, relative to it and times 1.4826: the standard deviation of a normal distribution, which a few
    /// disturbed values do not change. Rousseeuw and Croux, Alternatives to the Median Absolute Deviation (1993). Null with fewer than two
    /// values.
    /// </summary>
    public static double? Robust(IReadOnlyCollection<double> values)
    {
        if (values.Count < 2)
            return null;
        var median = Median.Of(values);
        return 1.4826 * Median.Of([.. values.Select(x => Math.Abs(x - median))]) / median;
    }
}
