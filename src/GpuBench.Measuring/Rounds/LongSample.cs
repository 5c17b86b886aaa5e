using GpuBench.Measuring.Devices;

namespace GpuBench.Measuring.Rounds;

/// <summary>
/// Decides between a wrong timer and a busy host. A host with other work wakes some milliseconds late. In a short sample this looks as if
/// the device's timer read too little. In a long sample these milliseconds are a small part.
/// </summary>
internal static class LongSample
{
    /// <summary>By the host's clock: many time slices of a scheduler.</summary>
    private const double LeastSeconds = 0.25;

    /// <summary>A sample that is hardly longer than the one in doubt says nothing new.</summary>
    private const double LeastGrowth = 2;

    private const int MostTries = 3;

    /// <param name="closest">Of the round's samples, the one in which the clocks differ least.</param>
    /// <param name="launchCount">Of <paramref name="closest"/>.</param>
    /// <param name="time">Times so many launches.</param>
    /// <returns>
    /// Of up to three, the one in which the clocks differ least; the first that clears the timer ends the search. Null where there is no
    /// doubt, or the sample in doubt is long.
    /// </returns>
    public static ClockReading? Take(ClockReading closest, int launchCount, DeviceTimer timer, Func<int, ClockReading> time)
    {
        if (timer.HostAllowanceSeconds is not { } ofHost || !(closest.UnseenSeconds(ofHost) > 0) || closest.HostSeconds >= LeastSeconds)
            return null;
        launchCount = LaunchCount(closest, launchCount, time);
        ClockReading? best = null;
        for (var i = 0; i < MostTries && best?.Confirms(closest, ofHost) != false; i++)
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
        var wanted = Math.Max(LeastSeconds, LeastGrowth * reading.HostSeconds);
        do
        {
            launchCount = (int)Math.Min(RoundPlan.MostLaunchesPerSample, Math.Ceiling(launchCount * wanted / reading.HostSeconds));
            reading = time(launchCount);
        }
        while (launchCount < RoundPlan.MostLaunchesPerSample && reading.HostSeconds < wanted / 2);
        return launchCount;
    }
}
