namespace GpuBench.Measuring.Devices;

/// <param name="Seconds">Between the marks of the device's own timer, for all launches together.</param>
/// <param name="EnqueueSeconds">
/// The host's time from the first launch's call to the last one's return: all of it where calls wait for their work.
/// </param>
public readonly record struct LaunchTiming(double Seconds, double EnqueueSeconds)
{
    /// <summary>By the host's clock, where a call also waits for what is not timed; null: the caller's own reading around the call.</summary>
    public double? HostSeconds { get; init; }
}
