using System.Globalization;
using System.Text.Json.Serialization;
using GpuBench.Measuring.Statistics;

namespace GpuBench.Measuring.Rounds;

/// <summary>Decides after each sample whether the round has enough.</summary>
public interface IStoppingRule
{
    /// <summary>How the manifest names the rule, with its numbers.</summary>
    string Description { get; }

    /// <returns>Null: take another sample.</returns>
    StopReason? Decide(IReadOnlyList<double> samplesSeconds);
}

/// <summary>A number of samples decided beforehand.</summary>
public sealed class FixedCount(int sampleCount) : IStoppingRule
{
    public string Description => $"{sampleCount} samples";

    public StopReason? Decide(IReadOnlyList<double> samplesSeconds) =>
        samplesSeconds.Count >= sampleCount ? StopReason.Count : null;
}

/// <summary>
/// Stops once the 95 % interval of the median is narrower than a share of it, looked at every 5 samples from 10 on (each
/// further look makes a lucky stop likelier), or at a largest count.
/// </summary>
public sealed class PreciseMedian(double relativeHalfWidth, int maximumCount) : IStoppingRule
{
    private const int FirstLook = 10;
    private const int LookEvery = 5;

    public string Description => string.Create(
        CultureInfo.InvariantCulture, $"median within {relativeHalfWidth:P1}, at most {maximumCount} samples");

    public StopReason? Decide(IReadOnlyList<double> samplesSeconds)
    {
        if (samplesSeconds.Count >= maximumCount)
            return StopReason.Count;
        if (samplesSeconds.Count < FirstLook || samplesSeconds.Count % LookEvery != 0)
            return null;
        var interval = MedianInterval.Of(samplesSeconds, level: 0.95);
        var halfWidth = (interval.High - interval.Low) / 2 / Median.Of(samplesSeconds);
        return halfWidth <= relativeHalfWidth ? StopReason.Precise : null;
    }
}

/// <summary>Why a round took no more samples.</summary>
[JsonConverter(typeof(EnumWordConverter<StopReason>))]
public enum StopReason
{
    /// <summary>The median's interval became narrow enough.</summary>
    [JsonStringEnumMemberName("precise")]
    Precise,

    /// <summary>The number of samples decided beforehand was reached.</summary>
    [JsonStringEnumMemberName("count")]
    Count,

    /// <summary>The round's share of the time budget was used up.</summary>
    [JsonStringEnumMemberName("budget")]
    Budget,

    /// <summary>
    /// One launch takes longer than the round's share allows for the fewest samples, and the trial is one that must have a
    /// value: one sample was taken.
    /// </summary>
    [JsonStringEnumMemberName("overrun")]
    Overrun,
}
