using System.Diagnostics;
using System.Globalization;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Journals;
using GpuBench.Torch.Loading;
using GpuBench.Torch.Tensors;
using GpuBench.Workloads.Data;

namespace GpuBench.Torch.Devices;

/// <summary>libtorch's CPU kernels.</summary>
public sealed class TorchCpuBackend(TorchEngine engine) : IBackend
{
    public string Engine => engine.Name;

    public Backend Backend => Backend.Cpu;

    public Inventory Discover() => engine.Load() switch
    {
        LibTorchLoad.Opened opened => Inventory.Of(Describe(opened)),
        LibTorchLoad.NotLoaded missing => Inventory.Lacking(Engine, Backend, missing.Reason, missing.Remedy),
        _ => throw new InvalidOperationException("libtorch did not load"),
    };

    public IDevice Open(DeviceInfo device) =>
        new TorchCpuDevice(device, engine.VersionOf(engine.LoadOrThrow()), engine.TensorsOn(Backend, device.Index));

    private DeviceInfo Describe(LibTorchLoad.Opened opened)
    {
        var host = HostInfo.Read();
        return new()
        {
            Engine = Engine,
            Backend = Backend,
            Index = 0,
            Class = DeviceClass.HostCpu,
            Name = host.Cpu,
            Vendor = "PyTorch",
            Driver = engine.Describe(opened),
            MemoryBytes = host.MemoryBytes,
            MaxAllocationBytes = host.MemoryBytes,
            LastLevelCacheBytes = HostCache.LastLevelBytes(),
            ComputeUnits = host.CpuCount,
            Capabilities = ["fp64", "bf16"],
        };
    }
}

/// <summary>libtorch on the host. Every call returns when its work is done, so the host's stopwatch is the device timer.</summary>
internal sealed class TorchCpuDevice(DeviceInfo info, string engineVersion, ITensorFactory tensors) : ITorchDevice
{
    public DeviceInfo Info => info;

    public ITensorFactory Tensors => tensors;

    public IPeakMemory PeakMemory { get; } = new HostPeakMemory();

    public ILaunchRecorder? Recorder => null;

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

/// <summary>The largest resident set of this process since the last reset, as Linux counts it (proc(5)).</summary>
internal sealed class HostPeakMemory : IPeakMemory
{
    private const string Label = "VmHWM:";
    private const string Unit = "kB";

    /// <summary>Sets the peak to the present resident set. If the system forbids it, the peak stays that of the process.</summary>
    public void Reset()
    {
        try
        {
            File.WriteAllText("/proc/self/clear_refs", "5");
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            // The peak is then still a valid upper limit.
        }
    }

    public long? ReadBytes()
    {
        if (!File.Exists("/proc/self/status"))
            return null;
        var line = File.ReadLines("/proc/self/status").FirstOrDefault(text => text.StartsWith(Label, StringComparison.Ordinal));
        return line is null ? null : long.Parse(line.AsSpan()[Label.Length..^Unit.Length].Trim(), CultureInfo.InvariantCulture) * 1024;
    }
}
