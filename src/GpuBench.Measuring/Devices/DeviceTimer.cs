using System.Diagnostics;
using System.Text.Json.Serialization;
using GpuBench.Measuring.Statistics;

namespace GpuBench.Measuring.Devices;

/// <param name="Name"><c>cuda-event</c>, <c>opencl-profiling</c> or <c>host-stopwatch</c>.</param>
/// <param name="ResolutionSeconds">The smallest difference it can tell.</param>
/// <param name="OverheadSeconds">What it reads between two marks with nothing in between, as measured when the device was opened.</param>
public sealed record DeviceTimer(string Name, double ResolutionSeconds, double OverheadSeconds) : Extensible
{
    /// <summary>Beyond the measured overhead: a host that slept while it waited wakes later than after an empty call.</summary>
    private const double HostOverheads = 10;

    /// <summary>The name of the host's own clock: launches are then timed together with their wait.</summary>
    public const string HostStopwatch = "host-stopwatch";

    /// <summary>
    /// What the host's clock reads around the same two marks and the wait for them, measured together with
    /// <see cref="OverheadSeconds"/>: the part of the host's time that the device's timer cannot see. Null in files written before it
    /// was kept.
    /// </summary>
    public double? HostOverheadSeconds { get; init; }

    /// <summary>Of the host's time around a sample, what may be the host's own. Null where the overhead is not known.</summary>
    [JsonIgnore]
    public double? HostAllowanceSeconds => HostOverheads * HostOverheadSeconds;
}

/// <summary>Measures what a timer reads for nothing, by its own clock and by the host's.</summary>
public static class TimerCalibration
{
    private const int WarmUpCount = 20;
    private const int SampleCount = 101;

    /// <summary>Where an empty call takes long, fewer samples must do, and calibrating ends after some seconds all the same.</summary>
    private const int MinSamples = 11;

    private const double LongestSeconds = 2;

    /// <param name="timeNothing">Times no launches: two marks, and the wait for the second.</param>
    /// <returns>Medians over the calls. A reading below zero, or none, counts as zero.</returns>
    public static DeviceTimer Calibrate(string name, double resolutionSeconds, Func<LaunchTiming> timeNothing)
    {
        var begun = Stopwatch.GetTimestamp();
        for (var i = 0; i < WarmUpCount && Stopwatch.GetElapsedTime(begun).TotalSeconds < LongestSeconds; i++)
            timeNothing();
        var (device, host) = (new List<double>(SampleCount), new List<double>(SampleCount));
        begun = Stopwatch.GetTimestamp();
        while (device.Count < SampleCount
            && (device.Count < MinSamples || Stopwatch.GetElapsedTime(begun).TotalSeconds < LongestSeconds))
        {
            var start = Stopwatch.GetTimestamp();
            var seconds = timeNothing().Seconds;
            host.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
            device.Add(double.IsFinite(seconds) ? Math.Max(0, seconds) : 0);
        }
        var hostOverhead = Median.Of(host);
        // No timer can see more than the host's time around it. One that says so must not make every sample as long as it claims.
        return new(name, resolutionSeconds, Math.Min(Median.Of(device), hostOverhead)) { HostOverheadSeconds = hostOverhead };
    }
}
