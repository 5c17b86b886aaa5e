using GpuBench.Measuring.Rounds;
using GpuBench.Measuring.Statistics;
using GpuBench.Measuring.Trials;

namespace GpuBench.Measuring.Results;

/// <summary>
/// What one launch of a row takes, beside its median time. It follows from the rounds: a file has it for its readers, and this program
/// computes it again. A member is null if the rounds cannot give it.
/// </summary>
public sealed record LaunchCost : Extensible
{
    /// <summary>Fewest samples for a 95th percentile: one sample lies above it.</summary>
    public const int MinSamplesOfP95 = 20;

    /// <summary>Fewest samples for a 99th percentile: one sample lies above it.</summary>
    public const int MinSamplesOfP99 = 100;

    /// <summary>
    /// Percentiles of the samples of all rounds, in seconds per launch. Null if a sample is more than one launch: its time is a mean.
    /// </summary>
    public double? P50Seconds { get; init; }

    public double? P95Seconds { get; init; }

    public double? P99Seconds { get; init; }

    /// <summary>Host time of a launch at the median rate over rounds, from the call to the end of the wait.</summary>
    public double? HostSeconds { get; init; }

    /// <summary>Part of the host time until the call returned.</summary>
    public double? EnqueueSeconds { get; init; }

    /// <summary>Energy of the board per launch, with its idle power.</summary>
    public double? Joules { get; init; }

    /// <summary>The same per token, for model runs.</summary>
    public double? JoulesPerToken { get; init; }

    /// <summary>Largest peak memory of the rounds, in bytes.</summary>
    public long? PeakMemoryBytes { get; init; }

    /// <summary>
    /// Kernels that the device runs in one launch: of the last round that states them, because <see cref="ResultRow.Kernel"/> is that of
    /// the last round, too.
    /// </summary>
    public int? Kernels { get; init; }

    /// <returns>Null without samples.</returns>
    public static LaunchCost? Of(ResultRow row) => Of(row.Rounds, row.Work, row.Device.Partition is null);

    /// <param name="work">Work of one launch.</param>
    /// <param name="isWholeDevice">A part of a device has no energy of its own: the counter is that of the board.</param>
    /// <inheritdoc cref="Of(ResultRow)" path="/returns"/>
    public static LaunchCost? Of(IReadOnlyList<Round> rounds, WorkCount work, bool isWholeDevice)
    {
        var usable = rounds.Where(round => round.SamplesSeconds.Count > 0).ToList();
        if (usable.Count == 0)
            return null;
        var launches = usable.TrueForAll(round => round.LaunchesPerSample == 1)
            ? usable.SelectMany(round => round.SamplesSeconds).ToList()
            : [];
        var joules = isWholeDevice ? LaunchEnergy.Of(usable) : null;
        return new()
        {
            P50Seconds = PercentileOf(launches, 0.50, minCount: 1),
            P95Seconds = PercentileOf(launches, 0.95, MinSamplesOfP95),
            P99Seconds = PercentileOf(launches, 0.99, MinSamplesOfP99),
            HostSeconds = AtMedianRate(usable.Select(round => round.HostSeconds)),
            EnqueueSeconds = AtMedianRate(usable.Select(round => round.EnqueueSeconds)),
            Joules = joules,
            JoulesPerToken = work.TokenCount > 0 ? joules / work.TokenCount : null,
            PeakMemoryBytes = usable.Max(round => round.PeakMemoryBytes),
            Kernels = usable.FindLast(round => round.KernelsPerLaunch is not null)?.KernelsPerLaunch,
        };
    }

    private static double? PercentileOf(List<double> seconds, double share, int minCount) =>
        seconds.Count >= minCount ? Finite(Percentile.Of(seconds, share)) : null;

    /// <summary>Readings of a damaged file may be so large that their difference is not a number of JSON.</summary>
    internal static double? Finite(double value) => double.IsFinite(value) ? value : null;

    /// <summary>The median of rates and not of times, as <see cref="ResultRow.MedianSeconds"/> beside it.</summary>
    private static double? AtMedianRate(IEnumerable<double?> secondsOfRounds)
    {
        var rates = secondsOfRounds.Where(seconds => seconds > 0).Select(seconds => 1 / seconds!.Value).ToList();
        return rates.Count == 0 ? null : Finite(1 / Median.Of(rates));
    }
}

/// <summary>
/// Energy per launch, from the board's counter before and after the samples of a round. Every launch between the two readings belongs to a
/// kept or a discarded sample.
/// </summary>
internal static class LaunchEnergy
{
    /// <summary>
    /// Chosen: drivers renew the counter every 20 to 100 ms, so each reading is up to 0.1 s old, and a round of a second is wrong by at
    /// most a tenth. Shorter rounds are not added up: the counter of an H200 stood still in most rounds of less than 30 ms.
    /// </summary>
    public const double MinSeconds = 1;

    /// <returns>Joules, over all rounds that are long enough; null if none is, or the counter was not read.</returns>
    public static double? Of(IEnumerable<Round> rounds)
    {
        var (joules, launches) = (0.0, 0.0);
        foreach (var round in rounds)
        {
            if (Joules(round) is not { } spent || Seconds(round) < MinSeconds)
                continue;
            joules += spent;
            launches += Launches(round);
        }
        return launches > 0 ? LaunchCost.Finite(joules / launches) : null;
    }

    /// <returns>Null if a reading is missing, or the counter did not rise.</returns>
    private static double? Joules(Round round) =>
        round.TelemetryAfter?.EnergyJoules - round.TelemetryBefore?.EnergyJoules is > 0 and var joules ? joules : null;

    private static double Launches(Round round) =>
        (double)round.LaunchesPerSample * (round.SamplesSeconds.Count + round.Discarded.Count);

    /// <summary>A lower bound of the time between the readings: the samples, without the pauses of the host.</summary>
    private static double Seconds(Round round) =>
        round.LaunchesPerSample * (round.SamplesSeconds.Sum() + round.Discarded.Sum(sample => sample.Seconds));
}
