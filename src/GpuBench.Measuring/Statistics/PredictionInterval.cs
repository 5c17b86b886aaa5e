using MathNet.Numerics.Distributions;

namespace GpuBench.Measuring.Statistics;

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
    private const double MaxFactor = 1e6;

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
            t * Math.Sqrt(variance * (1.0 / logs.Length + 1.0 / (rerunRounds ?? logs.Length))), Math.Log(MaxFactor));
        return new(Math.Exp(mean - halfWidth), Math.Exp(mean + halfWidth));
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
