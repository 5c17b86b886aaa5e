using GpuBench.Benchmarks.Peers.MatMul;
using GpuBench.Measuring.Devices;

namespace GpuBench.Benchmarks.Tests.Peers;

/// <summary>Takes a millisecond for each launch by its own timer, and records the calls.</summary>
internal sealed class FakeDevice(DeviceClass deviceClass) : IDevice
{
    public DeviceInfo Info => MatMulComparisons.Typical(deviceClass);

    public string EngineVersion => "fake 1.0";

    public DeviceTimer Timer { get; } = new("cuda-event", 0.5e-6, 0);

    public List<(int First, int Count)> Timed { get; } = [];

    public int WaitCount { get; private set; }

    public LaunchTiming Time(IPreparedTrial trial, int firstIndex, int launchCount)
    {
        Timed.Add((firstIndex, launchCount));
        for (var i = 0; i < launchCount; i++)
            trial.Launch(firstIndex + i);
        return new(launchCount * 1e-3, launchCount * 1e-6);
    }

    public void Synchronize() => WaitCount++;

    public Telemetry? ReadTelemetry() => null;

    public void Dispose() { }
}
