using System.Diagnostics;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Trials;
using GpuBench.Torch.Tensors;
using GpuBench.Workloads.Data;

namespace GpuBench.Torch.Devices;

/// <summary>libtorch on a CUDA device: work goes to its default stream and is timed by events on it.</summary>
internal sealed class TorchCudaDevice : ITorchDevice
{
    /// <summary>Of cudaEventElapsedTime, as its documentation states.</summary>
    private const double ResolutionSeconds = 0.5e-6;

    private readonly CudaRuntime _runtime;
    private readonly nint _start;
    private readonly nint _stop;

    public TorchCudaDevice(DeviceInfo info, string engineVersion, ITensorFactory tensors, CudaRuntime runtime)
    {
        runtime.SetDevice(info.Index);
        (Info, EngineVersion, Tensors, _runtime) = (info, engineVersion, tensors, runtime);
        PeakMemory = new CudaPeakMemory(runtime, info.Index);
        (_start, _stop) = (runtime.CreateEvent(), runtime.CreateEvent());
        Timer = TimerCalibration.Calibrate("cuda-event", ResolutionSeconds, () => Time(null, 0, 0));
    }

    public DeviceInfo Info { get; }

    public ITensorFactory Tensors { get; }

    public IPeakMemory PeakMemory { get; }

    public HostDataCache HostData { get; } = new();

    public string EngineVersion { get; }

    public DeviceTimer Timer { get; }

    LaunchTiming IDevice.Time(IPreparedTrial trial, int firstIndex, int launchCount) => Time(trial, firstIndex, launchCount);

    public void Synchronize() => _runtime.Synchronize();

    // Clocks and power come from NVML, which the other engine's back end reads.
    public Telemetry? ReadTelemetry() => null;

    public void Dispose()
    {
        _runtime.DestroyEvent(_start);
        _runtime.DestroyEvent(_stop);
    }

    private LaunchTiming Time(IPreparedTrial? trial, int firstIndex, int launchCount)
    {
        _runtime.Record(_start);
        var begun = Stopwatch.GetTimestamp();
        for (var i = 0; i < launchCount; i++)
            trial!.Launch(firstIndex + i);
        var enqueueSeconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        _runtime.Record(_stop);
        return new(_runtime.SecondsBetween(_start, _stop), enqueueSeconds);
    }
}
