using System.Text.Json;
using System.Text.Json.Serialization;
using GpuBench.Measuring.Devices;

namespace GpuBench.Measuring.Rounds;

/// <summary>What the two clocks read of the same launches, in seconds for all of them together.</summary>
/// <param name="DeviceSeconds">Between the marks of the device's own timer.</param>
/// <param name="HostSeconds">By the host's clock, from before the first mark to the wait's end.</param>
/// <param name="EnqueueSeconds">Of the host's time, that from the first launch's call to the last one's return.</param>
public record struct ClockReading(double DeviceSeconds, double HostSeconds, double EnqueueSeconds)
{
    /// <summary>
    /// As of <see cref="Extensible"/>. A structure cannot inherit from it, and a class would allocate while samples are taken.
    /// </summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }

    /// <summary>
    /// Clocks of chips differ by less than a thousandth. But some drivers round the length of a tick: 80 ns instead of 83.3 is 4 %.
    /// </summary>
    public const double RateTolerance = 0.05;

    /// <summary>Readings that differ by two units of the timer's resolution are equal.</summary>
    private const double Resolutions = 2;

    /// <summary>Whether the timer said anything at all.</summary>
    [JsonIgnore]
    public readonly bool HasDeviceTime => double.IsFinite(DeviceSeconds) && DeviceSeconds > 0;

    /// <summary>Whether the device's timer read more than the host's clock around it, which cannot be.</summary>
    public readonly bool IsLongerThanHost(double resolutionSeconds) =>
        DeviceSeconds > (HostSeconds * (1 + RateTolerance)) + (Resolutions * resolutionSeconds);

    /// <summary>What the device's timer must have seen, as the host waited for nothing else. May be below zero.</summary>
    /// <param name="ofHostSeconds">What may be the host's own, beside enqueuing.</param>
    public readonly double MinDeviceSeconds(double ofHostSeconds) =>
        (HostSeconds * (1 - RateTolerance)) - EnqueueSeconds - ofHostSeconds;

    /// <summary>By how much the device's timer saw too little; not above zero where the clocks agree.</summary>
    /// <inheritdoc cref="MinDeviceSeconds" path="/param"/>
    public readonly double UnseenSeconds(double ofHostSeconds) => MinDeviceSeconds(ofHostSeconds) - DeviceSeconds;

    /// <summary>
    /// Whether this sample, too, contradicts the timer. The time that a wrong timer misses grows in proportion to the sample. The time that
    /// a busy host adds stays the same. The limit is the geometric mean of both.
    /// </summary>
    /// <inheritdoc cref="MinDeviceSeconds" path="/param"/>
    public readonly bool Confirms(ClockReading shorter, double ofHostSeconds) =>
        UnseenSeconds(ofHostSeconds) > Math.Max(0, shorter.UnseenSeconds(ofHostSeconds)) * Math.Sqrt(HostSeconds / shorter.HostSeconds);
}

/// <summary>
/// Decides between a wrong timer and a busy host. A host with other work wakes some milliseconds late. In a short sample this looks as if
/// the device's timer read too little. In a long sample these milliseconds are a small part.
/// </summary>
internal static class LongSample
{
    /// <summary>By the host's clock: many time slices of a scheduler.</summary>
    private const double MinSeconds = 0.25;

    /// <summary>A sample that is hardly longer than the one in doubt says nothing new.</summary>
    private const double MinGrowth = 2;

    private const int MaxTries = 3;

    /// <param name="closest">Of the round's samples, the one in which the clocks differ least.</param>
    /// <param name="launchCount">Of <paramref name="closest"/>.</param>
    /// <param name="time">Times so many launches.</param>
    /// <returns>
    /// Of up to three, the one in which the clocks differ least; the first that clears the timer ends the search. Null where there is no
    /// doubt, or the sample in doubt is long.
    /// </returns>
    public static ClockReading? Take(ClockReading closest, int launchCount, DeviceTimer timer, Func<int, ClockReading> time)
    {
        if (timer.HostAllowanceSeconds is not { } ofHost || !(closest.UnseenSeconds(ofHost) > 0) || closest.HostSeconds >= MinSeconds)
            return null;
        launchCount = LaunchCount(closest, launchCount, time);
        ClockReading? best = null;
        for (var i = 0; i < MaxTries && best?.Confirms(closest, ofHost) != false; i++)
        {
            var reading = time(launchCount);
            // A timer that jumps says nothing here, as in any other sample.
            var isUsable = reading.HasDeviceTime && !reading.IsLongerThanHost(timer.ResolutionSeconds);
            if (isUsable && !(best?.UnseenSeconds(ofHost) <= reading.UnseenSeconds(ofHost)))
                best = reading;
        }
        return best;
    }

    /// <summary>In steps: of a short sample most may be delays, and neither clock says what a launch takes.</summary>
    private static int LaunchCount(ClockReading reading, int launchCount, Func<int, ClockReading> time)
    {
        var wanted = Math.Max(MinSeconds, MinGrowth * reading.HostSeconds);
        do
        {
            launchCount = (int)Math.Min(RoundPlan.MaxLaunchesPerSample, Math.Ceiling(launchCount * wanted / reading.HostSeconds));
            reading = time(launchCount);
        }
        while (launchCount < RoundPlan.MaxLaunchesPerSample && reading.HostSeconds < wanted / 2);
        return launchCount;
    }
}

/// <summary>Wall time since it was started, by a clock that a simulation may replace. Reading it allocates nothing.</summary>
public sealed class WallClock
{
    private readonly TimeProvider _time;
    private readonly long _started;

    private WallClock(TimeProvider time) => (_time, _started) = (time, time.GetTimestamp());

    public static WallClock Start(TimeProvider time) => new(time);

    public double Seconds => _time.GetElapsedTime(_started).TotalSeconds;
}
