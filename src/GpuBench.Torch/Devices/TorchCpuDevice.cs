using System.Diagnostics;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Trials;
using GpuBench.Torch.Tensors;
using GpuBench.Workloads.Data;

namespace GpuBench.Torch.Devices;

/// <summary>libtorch on the host: every call returns when its work is done, so the host's stopwatch is the device's.</summary>
internal sealed class TorchCpuDevice(DeviceInfo info, string engineVersion, ITensorFactory tensors) : ITorchDevice
{
    public DeviceInfo Info => info;

    public ITensorFactory Tensors => tensors;

    public IPeakMemory PeakMemory { get; } = new HostPeakMemory();

    public HostDataCache HostData { get; } = new();

    public string EngineVersion => engineVersion;

    public DeviceTimer Timer { get; } = new(DeviceTimer.HostStopwatch, 1.0 / Stopwatch.Frequency, OverheadSeconds: 0);

    public LaunchTiming Time(IPreparedTrial trial, int firstIndex, int launchCount)
    {
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < launchCount; i++)
            trial.Launch(firstIndex + i);
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return new(seconds, seconds);
    }

    public void Synchronize() { }

    public Telemetry? ReadTelemetry() => null;

    public void Dispose() { }
}
