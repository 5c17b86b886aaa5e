using System.Globalization;
using System.Text.Json.Serialization;
using GpuBench.Measuring.Statistics;

namespace GpuBench.Measuring.Rounds;

/// <summary>Decides after each sample whether the round has enough samples.</summary>
public interface IStoppingRule
{
    /// <summary>The rule and its numbers, for the manifest.</summary>
    string Description { get; }

    /// <returns>Null: take another sample.</returns>
    StopReason? Decide(IReadOnlyList<double> samplesSeconds);
}

/// <summary>Stops at a fixed number of samples.</summary>
public sealed class FixedCount(int sampleCount) : IStoppingRule
{
    public string Description => $"{sampleCount} samples";

    public StopReason? Decide(IReadOnlyList<double> samplesSeconds) =>
        samplesSeconds.Count >= sampleCount ? StopReason.Count : null;
}

/// <summary>
/// Stops when the half-width of the 95 % interval of the median is small enough, as a share of the median, or at a maximum count. It looks
/// at every 5th sample from the 10th on, because each look makes a lucky stop likelier. nvbench also takes at least 10.
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
    /// <summary>The interval of the median became narrow enough.</summary>
    [JsonStringEnumMemberName("precise")]
    Precise,

    /// <summary>The fixed or maximum number of samples was reached.</summary>
    [JsonStringEnumMemberName("count")]
    Count,

    /// <summary>The round's share of the time budget was used up.</summary>
    [JsonStringEnumMemberName("budget")]
    Budget,

    /// <summary>The minimum number of samples does not fit the round's share. One sample was taken, for a reference point.</summary>
    [JsonStringEnumMemberName("overrun")]
    Overrun,
}
