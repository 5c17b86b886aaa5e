using System.Text.Json;
using System.Text.Json.Serialization;
using GpuBench.Measuring.Devices;

namespace GpuBench.Measuring.Rounds;

/// <summary>Readings of the two clocks for the same launches, in seconds for all of them together.</summary>
/// <param name="DeviceSeconds">Time between the marks of the device's timer.</param>
/// <param name="HostSeconds">Host time from before the first mark to the end of the wait.</param>
/// <param name="EnqueueSeconds">Part of the host time from the call of the first launch to the return of the last.</param>
public record struct ClockReading(double DeviceSeconds, double HostSeconds, double EnqueueSeconds)
{
    /// <summary>As in <see cref="Extensible"/>, from which a structure cannot inherit. A class would allocate during sampling.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }

    /// <summary>
    /// Clocks of chips differ by less than 0.1 %, but some drivers round the length of a tick: 80 ns instead of 83.3 is 4 %.
    /// </summary>
    public const double RateTolerance = 0.05;

    /// <summary>Chosen: readings that differ by two units of the resolution count as equal.</summary>
    private const double Resolutions = 2;

    /// <summary>Whether the timer gave a positive time.</summary>
    [JsonIgnore]
    public readonly bool HasDeviceTime => double.IsFinite(DeviceSeconds) && DeviceSeconds > 0;

    /// <summary>Whether the device's timer read more than the host's clock around it, which is impossible.</summary>
    public readonly bool IsLongerThanHost(double resolutionSeconds) =>
        DeviceSeconds > (HostSeconds * (1 + RateTolerance)) + (Resolutions * resolutionSeconds);

    /// <summary>Lower bound of the device's time: the host waits for nothing else. It may be negative.</summary>
    /// <param name="ofHostSeconds">Allowed host overhead, in addition to the time to enqueue.</param>
    public readonly double MinDeviceSeconds(double ofHostSeconds) =>
        (HostSeconds * (1 - RateTolerance)) - EnqueueSeconds - ofHostSeconds;

    /// <summary>Time by which the reading is below its lower bound; zero or less if the clocks agree.</summary>
    /// <inheritdoc cref="MinDeviceSeconds" path="/param"/>
    public readonly double UnseenSeconds(double ofHostSeconds) => MinDeviceSeconds(ofHostSeconds) - DeviceSeconds;

    /// <summary>
    /// Whether this longer sample also contradicts the timer. The time that a wrong timer misses grows in proportion to the sample. The
    /// time that a busy host adds stays the same. The limit is the geometric mean of both.
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
    /// <summary>Chosen: host time of many time slices of a scheduler.</summary>
    private const double MinSeconds = 0.25;

    /// <summary>Chosen: a sample that is hardly longer gives no new information.</summary>
    private const double MinGrowth = 2;

    /// <summary>Chosen: other work rarely disturbs three long samples.</summary>
    private const int MaxTries = 3;

    /// <param name="closest">The sample of the round in which the clocks differ least.</param>
    /// <param name="launchCount">Launches in <paramref name="closest"/>.</param>
    /// <param name="time">Times a number of launches.</param>
    /// <returns>
    /// Of up to three samples, the one in which the clocks differ least. The first that does not contradict the timer ends the search. Null
    /// if there is no contradiction, or the closest sample is already long.
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
            // As elsewhere, a sample in which the timer jumped is not used.
            var isUsable = reading.HasDeviceTime && !reading.IsLongerThanHost(timer.ResolutionSeconds);
            if (isUsable && !(best?.UnseenSeconds(ofHost) <= reading.UnseenSeconds(ofHost)))
                best = reading;
        }
        return best;
    }

    /// <summary>Grows in steps: delays may be most of a short sample, so that neither clock shows the time of a launch.</summary>
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

/// <summary>Wall time since the start, by a clock that a simulation may replace. Reading it allocates nothing.</summary>
public sealed class WallClock
{
    private readonly TimeProvider _time;
    private readonly long _started;

    private WallClock(TimeProvider time) => (_time, _started) = (time, time.GetTimestamp());

    public static WallClock Start(TimeProvider time) => new(time);

    public double Seconds => _time.GetElapsedTime(_started).TotalSeconds;
}
