using System.Text.Json.Serialization;

namespace GpuBench.Measuring.Devices;

/// <summary>An opened device. Not thread-safe: all its work runs in order on one stream.</summary>
public interface IDevice : IDisposable
{
    DeviceInfo Info { get; }

    /// <summary>Engine and version, e.g. <c>ILGPU 1.5.3</c>.</summary>
    string EngineVersion { get; }

    DeviceTimer Timer { get; }

    /// <summary>Silence allowed during a trial's first launches, in addition to the round's share of the budget.</summary>
    SilenceLimit FirstLaunchLimit => SilenceLimit.FirstLaunch;

    /// <summary>Enqueues launches from <paramref name="firstIndex"/> on, back to back, between two marks of its timer, and waits.</summary>
    LaunchTiming Time(IPreparedTrial trial, int firstIndex, int launchCount);

    void Synchronize();

    /// <summary>Clocks, power and temperature now; null where nothing can be read.</summary>
    Telemetry? ReadTelemetry();
}

/// <summary>Times of one or more launches back to back.</summary>
/// <param name="Seconds">Time between the marks of the device's timer, for all launches together.</param>
/// <param name="EnqueueSeconds">
/// Host time from the call of the first launch to the return of the last. It is the whole time where calls wait for their work.
/// </param>
public readonly record struct LaunchTiming(double Seconds, double EnqueueSeconds)
{
    /// <summary>Host time, where the call also waits for work that is not timed. Null: the caller's own reading around the call.</summary>
    public double? HostSeconds { get; init; }
}

/// <summary>One reading of a device's sensors. Null: the sensor is missing, or access is denied.</summary>
public sealed record Telemetry : Extensible
{
    public double? ClockHertz { get; init; }

    public double? MemoryClockHertz { get; init; }

    public double? TemperatureCelsius { get; init; }

    public double? PowerWatts { get; init; }

    /// <summary>The board's energy counter since the driver was loaded. Only differences are meaningful.</summary>
    public double? EnergyJoules { get; init; }

    /// <summary>Why the clock is below its maximum, in words of <see cref="ThrottleReason"/>; empty: it is not.</summary>
    public IReadOnlyList<string>? ThrottleReasons { get; init; }

    /// <summary>Of these, the reasons that reduce clocks against the user's will; empty: there is none.</summary>
    [JsonIgnore]
    public IReadOnlyList<string>? Throttling => ThrottleReasons is null ? null : [.. ThrottleReasons.Where(ThrottleReason.IsThrottling)];
}

/// <summary>Silence after which a worker counts as hung in one step.</summary>
/// <param name="IdleSeconds">Limit while it uses no processor time: it does not compile or compute, it only waits.</param>
/// <param name="BusySeconds">Limit even while it uses processor time.</param>
public readonly record struct SilenceLimit(double IdleSeconds, double BusySeconds)
{
    /// <summary>Chosen for a slow disk: starting the runtime, loading libraries, opening the device.</summary>
    public static SilenceLimit Opening { get; } = new(120, 120);

    /// <summary>
    /// Generating operands, compiling kernels, comparing with the oracle. Some drivers compile for a minute, and a slow machine takes twice
    /// that.
    /// </summary>
    public static SilenceLimit HostWork { get; } = new(60, 120);

    /// <summary>
    /// A trial's first launches, in addition to the round's share of the budget. Some drivers compile only then, which uses the processor.
    /// Chosen: a launch that waits 10 s without the processor does not return.
    /// </summary>
    public static SilenceLimit FirstLaunch { get; } = new(10, 60);

    /// <summary>As <see cref="FirstLaunch"/>, for compiled kernels. A driver may use the processor while it waits for its device.</summary>
    public static SilenceLimit FirstCompiledLaunch { get; } = new(10, 20);

    /// <summary>As <see cref="FirstLaunch"/>, for libraries that load some hundred megabytes from disk at first use.</summary>
    public static SilenceLimit FirstLibraryLaunch { get; } = new(30, 60);

    /// <summary>Later launches, in addition to their expected time.</summary>
    public static SilenceLimit Launches { get; } = new(10, 10);

    public SilenceLimit And(double seconds) => new(IdleSeconds + seconds, BusySeconds + seconds);
}
