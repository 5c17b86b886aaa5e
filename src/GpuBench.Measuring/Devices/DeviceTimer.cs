using System.Text.Json.Serialization;

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
