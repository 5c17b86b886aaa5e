using GpuBench.Measuring.Rounds;
using GpuBench.Measuring.Statistics;

namespace GpuBench.Measuring.Results;

/// <summary>Statistics of a row. They are computed from its samples when it is written, and again when it is read.</summary>
/// <param name="Median">Median of the rounds' medians, so that each round has the same weight. A rate, not a time.</param>
/// <param name="Noise">Relative standard deviation of all samples.</param>
public sealed record RowStatistics(double Median, Interval Interval, Interval? Prediction, double? Noise)
{
    /// <summary>Seconds per launch at <see cref="Median"/>.</summary>
    public required double MedianSeconds { get; init; }

    /// <summary>95th percentile of all samples, by nearest rank.</summary>
    public required double P95Seconds { get; init; }

    /// <summary>Chosen: the usual level of a confidence interval.</summary>
    public const double Level = 0.95;

    /// <param name="amount">Work of one launch in the units of the rate.</param>
    /// <returns>Null without samples.</returns>
    public static RowStatistics? Of(IReadOnlyList<Round> rounds, double amount)
    {
        var usable = Usable(rounds);
        if (usable.Count == 0)
            return null;
        var roundMedians = Medians(usable, amount);
        var rates = usable.SelectMany(round => round.SamplesSeconds).Select(seconds => amount / seconds).ToList();
        var median = Statistics.Median.Of(roundMedians);
        // If rounds differ, their median may lie outside the interval of the pooled samples; the interval then widens.
        var interval = MedianInterval.Of(rates, Level).Hull(new(median, median));
        return new(median, interval, PredictionInterval.ForRerun(roundMedians, Level)?.Hull(interval), Statistics.Noise.Of(rates))
        {
            MedianSeconds = amount / median,
            P95Seconds = Percentile95(usable.SelectMany(round => round.SamplesSeconds)),
        };
    }

    /// <summary>Prediction interval for the median of a re-run with another number of rounds.</summary>
    /// <param name="rerunRounds">At least one.</param>
    /// <returns>Null with fewer than two rounds.</returns>
    public static Interval? PredictionFor(IReadOnlyList<Round> rounds, double amount, int rerunRounds) =>
        Of(rounds, amount) is { } statistics
            ? PredictionInterval.ForRerun(Medians(Usable(rounds), amount), Level, rerunRounds)?.Hull(statistics.Interval)
            : null;

    private static List<Round> Usable(IReadOnlyList<Round> rounds) => [.. rounds.Where(round => round.SamplesSeconds.Count > 0)];

    private static List<double> Medians(List<Round> usable, double amount) =>
        usable.ConvertAll(round => amount / Statistics.Median.Of(round.SamplesSeconds));

    private static double Percentile95(IEnumerable<double> seconds)
    {
        var sorted = Ascending.Of(seconds);
        return sorted[(int)Math.Ceiling(0.95 * sorted.Length) - 1];
    }
}
