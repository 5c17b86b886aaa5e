using System.Text.Json.Serialization;

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
    /// <summary>
    /// By the host's clock, where a call also waits for what is not timed; null: the caller's own reading around the call.
    /// </summary>
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

    /// <summary>Why the clock is below its maximum, in words of <see cref="ThrottleReason"/>; empty: it is not.</summary>
    public IReadOnlyList<string>? ThrottleReasons { get; init; }

    /// <summary>Of these, the reasons that reduce clocks against the user's will; empty: there is none.</summary>
    [JsonIgnore]
    public IReadOnlyList<string>? Throttling => ThrottleReasons is null ? null : [.. ThrottleReasons.Where(ThrottleReason.IsThrottling)];
}

/// <summary>How long a worker may take for one step without an answer before it counts as hanging.</summary>
/// <param name="IdleSeconds">While it uses no processor time: nothing compiles or computes on the host, it only waits.</param>
/// <param name="BusySeconds">However busy it is.</param>
public readonly record struct SilenceLimit(double IdleSeconds, double BusySeconds)
{
    /// <summary>Starting the runtime, loading libraries from a slow disk, opening the device.</summary>
    public static SilenceLimit Opening { get; } = new(120, 120);

    /// <summary>
    /// Making operands, compiling kernels, comparing with the oracle. Drivers are known that compile for a minute; a slow machine takes
    /// twice that.
    /// </summary>
    public static SilenceLimit HostWork { get; } = new(60, 120);

    /// <summary>
    /// A trial's first launches, beside the round's share of the budget. Some drivers compile only then, which needs the processor; a
    /// launch that waits for so long without it does not come back.
    /// </summary>
    public static SilenceLimit FirstLaunch { get; } = new(10, 60);

    /// <summary>
    /// As <see cref="FirstLaunch"/> for kernels that are compiled before. A driver that waits for its device may use the processor.
    /// </summary>
    public static SilenceLimit FirstCompiledLaunch { get; } = new(10, 20);

    /// <summary>
    /// As <see cref="FirstLaunch"/> for libraries that load parts of some hundred megabytes from disk when they are first used.
    /// </summary>
    public static SilenceLimit FirstLibraryLaunch { get; } = new(30, 60);

    /// <summary>Later launches, beside the time that they may need.</summary>
    public static SilenceLimit Launches { get; } = new(10, 10);

    public SilenceLimit And(double seconds) => new(IdleSeconds + seconds, BusySeconds + seconds);
}
