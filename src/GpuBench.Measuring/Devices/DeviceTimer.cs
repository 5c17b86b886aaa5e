namespace GpuBench.Measuring.Devices;

/// <param name="Name"><c>cuda-event</c>, <c>opencl-profiling</c> or <c>host-stopwatch</c>.</param>
/// <param name="ResolutionSeconds">The smallest difference it can tell, as measured when the device was opened.</param>
public sealed record DeviceTimer(string Name, double ResolutionSeconds);
