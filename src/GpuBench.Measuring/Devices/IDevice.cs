namespace GpuBench.Measuring.Devices;

/// <summary>An opened device. Not thread-safe; everything on it happens in order on one stream.</summary>
public interface IDevice : IDisposable
{
    DeviceInfo Info { get; }

    /// <summary>Engine and version, e.g. <c>ILGPU 1.5.3</c>.</summary>
    string EngineVersion { get; }

    DeviceTimer Timer { get; }

    /// <summary>How long a trial's first launches may be silent, the round's share of the budget not counted.</summary>
    SilenceLimit FirstLaunchLimit => SilenceLimit.FirstLaunch;

    /// <summary>
    /// Enqueues launches <paramref name="firstIndex"/> … back to back between two marks of the device's own timer,
    /// and waits.
    /// </summary>
    LaunchTiming Time(IPreparedTrial trial, int firstIndex, int launchCount);

    void Synchronize();

    /// <summary>Clocks, power and temperature now; null where nothing can be read.</summary>
    Telemetry? ReadTelemetry();
}

/// <param name="Seconds">Between the marks of the device's own timer, for all launches together.</param>
/// <param name="EnqueueSeconds">
/// The host's time from the first launch's call to the last one's return: all of it where calls wait for their work.
/// </param>
public readonly record struct LaunchTiming(double Seconds, double EnqueueSeconds)
{
    /// <summary>By the host's clock, where a call also waits for what is not timed; null: the caller's own reading around the call.</summary>
    public double? HostSeconds { get; init; }
}

/// <summary>One reading of a device's sensors. Null: the sensor is missing or not permitted.</summary>
public sealed record Telemetry : Extensible
{
    public double? ClockHertz { get; init; }

    public double? MemoryClockHertz { get; init; }

    public double? TemperatureCelsius { get; init; }

    public double? PowerWatts { get; init; }

    /// <summary>The board's energy counter since the driver was loaded; differences are what counts.</summary>
    public double? EnergyJoules { get; init; }

    /// <summary>Why the clock is below what was asked for; empty: it is not.</summary>
    public IReadOnlyList<string>? ThrottleReasons { get; init; }
}
