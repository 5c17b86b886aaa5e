using GpuBench.Measuring.Trials;

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
