using System.Globalization;
using GpuBench.Measuring.Statistics;

namespace GpuBench.Measuring.Rounds;

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
