using System.Diagnostics;
using System.Text.Json.Serialization;
using GpuBench.Measuring.Statistics;

namespace GpuBench.Measuring.Devices;

/// <summary>The timer of a device, and its overhead.</summary>
/// <param name="Name"><c>cuda-event</c>, <c>opencl-profiling</c> or <c>host-stopwatch</c>.</param>
/// <param name="ResolutionSeconds">The smallest difference that it can measure.</param>
/// <param name="OverheadSeconds">Its reading between two marks without a launch, measured when the device is opened.</param>
public sealed record DeviceTimer(string Name, double ResolutionSeconds, double OverheadSeconds) : Extensible
{
    /// <summary>Chosen: ten times the measured overhead. A host that slept during a wait wakes later than after an empty call.</summary>
    private const double HostOverheads = 10;

    /// <summary>Name of the timer if the host's clock times the device. The time then includes the wait.</summary>
    public const string HostStopwatch = "host-stopwatch";

    /// <summary>
    /// Reading of the host's clock around the same empty measurement as <see cref="OverheadSeconds"/>: the part of the host's time that the
    /// device's timer cannot see. Null in older files.
    /// </summary>
    public double? HostOverheadSeconds { get; init; }

    /// <summary>
    /// Why <see cref="HostStopwatch"/> is used although the device is not the host: what is wrong with the device's own timer, in one
    /// clause. Null otherwise.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? HostClockReason { get; init; }

    /// <summary>Largest part of a sample's host time that may be host overhead, in seconds. Null if the overhead is unknown.</summary>
    [JsonIgnore]
    public double? HostAllowanceSeconds => HostOverheads * HostOverheadSeconds;
}

/// <summary>Measures the overhead of a timer: both clocks time an empty measurement.</summary>
public static class TimerCalibration
{
    // Chosen: the first calls load code and take longer, and a median of 101 values is stable.
    private const int WarmUpCount = 20;
    private const int SampleCount = 101;

    /// <summary>Chosen: slow calls end the calibration after <see cref="MaxSeconds"/>, but not before this number of samples.</summary>
    private const int MinSamples = 11;

    private const double MaxSeconds = 2;

    /// <param name="timeNothing">Runs an empty measurement: two marks, and a wait for the second.</param>
    /// <returns>Medians over the calls. A reading below zero, or none, counts as zero.</returns>
    public static DeviceTimer Calibrate(string name, double resolutionSeconds, Func<LaunchTiming> timeNothing)
    {
        var begun = Stopwatch.GetTimestamp();
        for (var i = 0; i < WarmUpCount && Stopwatch.GetElapsedTime(begun).TotalSeconds < MaxSeconds; i++)
            timeNothing();
        var (device, host) = (new List<double>(SampleCount), new List<double>(SampleCount));
        begun = Stopwatch.GetTimestamp();
        while (device.Count < SampleCount
            && (device.Count < MinSamples || Stopwatch.GetElapsedTime(begun).TotalSeconds < MaxSeconds))
        {
            var start = Stopwatch.GetTimestamp();
            var seconds = timeNothing().Seconds;
            host.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
            device.Add(double.IsFinite(seconds) ? Math.Max(0, seconds) : 0);
        }
        var hostOverhead = Median.Of(host);
        // A device's timer cannot see more than the host's time around it. Without this limit, a wrong overhead would make samples too
        // long.
        return new(name, resolutionSeconds, Math.Min(Median.Of(device), hostOverhead)) { HostOverheadSeconds = hostOverhead };
    }
}
