namespace GpuBench.Measuring.Devices;

/// <param name="Name"><c>cuda-event</c>, <c>opencl-profiling</c> or <c>host-stopwatch</c>.</param>
/// <param name="ResolutionSeconds">The smallest difference it can tell.</param>
/// <param name="OverheadSeconds">What it reads between two marks with nothing in between, as measured when the device was opened.</param>
public sealed record DeviceTimer(string Name, double ResolutionSeconds, double OverheadSeconds)
{
    /// <summary>The name of the host's own clock: launches are then timed together with their wait.</summary>
    public const string HostStopwatch = "host-stopwatch";
}
