using System.Diagnostics;
using GpuBench.Measuring.Statistics;

namespace GpuBench.Measuring.Devices;

/// <summary>Measures what a timer reads for nothing, by its own clock and by the host's.</summary>
public static class TimerCalibration
{
    private const int WarmUpCount = 20;
    private const int SampleCount = 101;

    /// <summary>Where an empty call takes long, fewer samples must do, and calibrating ends after some seconds all the same.</summary>
    private const int FewestSamples = 11;

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
            && (device.Count < FewestSamples || Stopwatch.GetElapsedTime(begun).TotalSeconds < LongestSeconds))
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
