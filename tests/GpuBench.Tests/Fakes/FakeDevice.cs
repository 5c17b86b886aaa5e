using GpuBench.Measuring.Devices;
using Microsoft.Extensions.Time.Testing;

namespace GpuBench.Tests.Fakes;

/// <summary>A device whose clock is scripted: each launch takes what the script says, and the host's clock moves as far.</summary>
/// <param name="time">The host's clock; null: one of its own.</param>
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

    /// <summary>What the device's timer makes of the seconds that launches took.</summary>
    public Func<double, double> Reads { get; init; } = seconds => seconds;

    /// <summary>Host time around each call, which the device's timer does not see.</summary>
    public Func<double> HostOverhead { get; init; } = () => 0;

    public DeviceTimer Timer { get; init; } = new(DeviceTimer.HostStopwatch, 1e-9, 0);

    /// <summary>Of the launches' time: what the host needs to enqueue them.</summary>
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

    public void Synchronize() { }

    public Telemetry? ReadTelemetry() => null;

    public void Dispose() { }
}
