using GpuBench.Measuring.Devices;
using Microsoft.Extensions.Time.Testing;

namespace GpuBench.Tests.Fakes;

/// <summary>
/// A device with a scripted clock. Each launch takes the time in the script, and the host's clock advances by the same time.
/// </summary>
/// <param name="time">The host's clock. If null, the device makes its own clock.</param>
internal sealed class FakeDevice(Func<int, double> launchSeconds, FakeTimeProvider? time = null) : IDevice
{
    public static readonly DeviceInfo SomeCpu = new()
    {
        Engine = "fake",
        Backend = Backend.Cpu,
        Index = 0,
        Class = DeviceClass.ManagedCpu,
        Name = "a fake",
        Vendor = "nobody",
        MemoryBytes = 1L << 30,
        LastLevelCacheBytes = 1 << 20,
        ComputeUnits = 4,
    };

    public DeviceInfo Info { get; init; } = SomeCpu;

    public string EngineVersion => "fake 1.0";

    public FakeTimeProvider Time { get; } = time ?? new();

    /// <summary>Converts the seconds that launches took to the seconds that the device's timer reports.</summary>
    public Func<double, double> Reads { get; init; } = seconds => seconds;

    /// <summary>Host time around each call, which the device's timer does not include.</summary>
    public Func<double> HostOverhead { get; init; } = () => 0;

    public DeviceTimer Timer { get; init; } = new(DeviceTimer.HostStopwatch, 1e-9, 0);

    /// <summary>The share of the launches' time that the host needs to enqueue them.</summary>
    public double EnqueueShare { get; init; } = 1;

    public List<int> BatchSizes { get; } = [];

    LaunchTiming IDevice.Time(IPreparedTrial trial, int firstIndex, int launchCount)
    {
        BatchSizes.Add(launchCount);
        var seconds = 0.0;
        for (var i = firstIndex; i < firstIndex + launchCount; i++)
        {
            trial.Launch(i);
            seconds += launchSeconds(i);
        }
        Time.Advance(TimeSpan.FromSeconds(seconds + HostOverhead()));
        return new(Reads(seconds), EnqueueShare * seconds);
    }

    public Func<Telemetry?> Sensors { get; init; } = () => null;

    public void Synchronize() { }

    public Telemetry? ReadTelemetry() => Sensors();

    public void Dispose() { }
}
