using System.Diagnostics;
using System.Globalization;
using GpuBench.Measuring.Devices;
using GpuBench.Torch.Loading;
using GpuBench.Torch.Tensors;
using GpuBench.Workloads.Data;

namespace GpuBench.Torch.Devices;

/// <summary>libtorch's CUDA kernels, on every device that the loaded libtorch sees. A device that fails does not hide the others.</summary>
/// <param name="complete">Adds device properties from the driver and NVML that the CUDA runtime lacks; null: none.</param>
/// <param name="openSensors">Opens a device's sensors; null, as its result: there are none.</param>
public sealed class TorchCudaBackend(
    TorchEngine engine, Func<DeviceInfo, DeviceInfo>? complete = null, Func<DeviceInfo, ISensors?>? openSensors = null) : IBackend
{
    private const string CudaLibrary = "libtorch_cuda.so";

    private const string OfferCuda =
        "Set --libtorch to the torch/lib folder of a PyTorch with CUDA, or start TorchBackend=cuda ./gpubench in the repository, "
        + "which fetches PyTorch's CUDA library.";

    public string Engine => engine.Name;

    public Backend Backend => Backend.Cuda;

    public Inventory Discover() => engine.Load() switch
    {
        LibTorchLoad.NotLoaded missing => Lacking(missing.Reason, missing.Remedy),
        LibTorchLoad.Opened { CudaFailure: { } failure } => Lacking(
            $"libtorch's CUDA libraries do not load: {failure}", "Install an NVIDIA driver that is new enough for this PyTorch."),
        LibTorchLoad.Opened { HasCuda: false } opened => Lacking($"libtorch {opened.Version} here is built only for CPUs.", OfferCuda),
        LibTorchLoad.Opened opened => Devices(opened),
        _ => throw new InvalidOperationException("libtorch did not load"),
    };

    public IDevice Open(DeviceInfo device)
    {
        var opened = engine.LoadOrThrow();
        return CudaRuntime.Loaded() is { } runtime
            ? new TorchCudaDevice(
                device, engine.VersionOf(opened), engine.TensorsOn(Backend, device.Index), runtime, openSensors?.Invoke(device))
            : throw new InvalidOperationException("libtorch with CUDA did not load");
    }

    private Inventory Devices(LibTorchLoad.Opened opened)
    {
        if (CudaRuntime.Loaded() is not { } runtime)
            return Lacking("The CUDA runtime that libtorch uses was not found, so nothing can be timed.", OfferCuda);
        int count;
        try
        {
            count = runtime.DeviceCount();
        }
        catch (CudaRuntimeException failed)
        {
            return Lacking(
                $"libtorch's {runtime.DescribeVersions()}: {failed.Message}.",
                "Update NVIDIA's driver, or use a PyTorch built for an older CUDA; check CUDA_VISIBLE_DEVICES.");
        }

        if (count == 0)
            return Lacking(
                "libtorch finds no CUDA device.", "Check the driver with nvidia-smi, and CUDA_VISIBLE_DEVICES.");
        var code = FatBinaries.ArchitecturesIn(Path.Combine(opened.Directory, CudaLibrary));
        return Enumerable.Range(0, count)
            .Select(index => Query(opened, runtime, index, code))
            .Aggregate(Inventory.Empty, (all, one) => all.And(one));
    }

    private Inventory Query(LibTorchLoad.Opened opened, CudaRuntime runtime, int index, IReadOnlyList<string> code)
    {
        try
        {
            var device = Describe(opened, runtime, index) with { CodeArchitectures = code.Count > 0 ? code : null };
            return Inventory.Of(complete is null ? device : complete(device));
        }
        catch (CudaRuntimeException failed)
        {
            return Lacking(
                string.Create(CultureInfo.InvariantCulture, $"cuda:{index}: {failed.Message}."),
                "Look for Xid lines of this device in the kernel's log (dmesg); reset it (nvidia-smi --gpu-reset -i N as root) or reboot. "
                + "The other devices stay usable.");
        }
    }

    private Inventory Lacking(string reason, string remedy) => Inventory.Lacking(Engine, Backend, reason, remedy);

    private DeviceInfo Describe(LibTorchLoad.Opened opened, CudaRuntime runtime, int index)
    {
        runtime.SetDevice(index);
        var memory = runtime.Memory();
        int Attribute(CudaAttribute attribute) => runtime.Attribute(attribute, index);
        return new()
        {
            Engine = Engine,
            Backend = Backend,
            Index = index,
            Class = DeviceClass.Accelerator,
            Name = runtime.NameOf(index),
            Vendor = "NVIDIA",
            Driver = engine.Describe(opened),
            Architecture = ComputeCapability.Text(
                Attribute(CudaAttribute.ComputeCapabilityMajor), Attribute(CudaAttribute.ComputeCapabilityMinor)),
            PciAddress = runtime.PciAddressOf(index),
            MemoryBytes = memory.Total,
            MaxAllocationBytes = memory.Total,
            LastLevelCacheBytes = Attribute(CudaAttribute.L2CacheBytes) is > 0 and var bytes ? bytes : null,
            ComputeUnits = Reading.Count(Attribute(CudaAttribute.MultiprocessorCount)),
            ClockHertz = Reading.Hertz(Attribute(CudaAttribute.ClockKilohertz) * 1e3),
            MemoryClockHertz = Reading.Hertz(Attribute(CudaAttribute.MemoryClockKilohertz) * 1e3),
            MemoryBusBits = Reading.BusBits(Attribute(CudaAttribute.MemoryBusBits)),
            EccEnabled = Attribute(CudaAttribute.EccEnabled) == 1,
            Capabilities = ["fp64", "fp16", "bf16", .. BlockScaling.IsIn(runtime.Version()) ? [BlockScaling.Capability] : (string[])[]],
        };
    }
}

/// <summary>libtorch on a CUDA device. Work runs on the default stream, and events on that stream time it.</summary>
internal sealed class TorchCudaDevice : ITorchDevice
{
    /// <summary>The resolution that the documentation of cudaEventElapsedTime states.</summary>
    private const double ResolutionSeconds = 0.5e-6;

    private readonly CudaRuntime _runtime;
    private readonly ISensors? _sensors;
    private readonly CudaGraphRecorder _recorder;
    private readonly nint _start;
    private readonly nint _stop;

    public TorchCudaDevice(DeviceInfo info, string engineVersion, ITensorFactory tensors, CudaRuntime runtime, ISensors? sensors)
    {
        runtime.SetDevice(info.Index);
        (Info, EngineVersion, Tensors, _runtime, _sensors) = (info, engineVersion, tensors, runtime, sensors);
        PeakMemory = new CudaPeakMemory(runtime, info.Index);
        _recorder = new(runtime, info.Index);
        (_start, _stop) = (runtime.CreateEvent(), runtime.CreateEvent());
        Timer = TimerCalibration.Calibrate("cuda-event", ResolutionSeconds, () => Time(null, 0, 0));
    }

    public DeviceInfo Info { get; }

    public ITensorFactory Tensors { get; }

    public IPeakMemory PeakMemory { get; }

    public ILaunchRecorder Recorder => _recorder;

    public HostDataCache HostData { get; } = new();

    public string EngineVersion { get; }

    public DeviceTimer Timer { get; }

    /// <param name="trial">Null: nothing is launched, which measures the timer's own cost.</param>
    public LaunchTiming Time(IPreparedTrial? trial, int firstIndex, int launchCount)
    {
        _runtime.Record(_start);
        var startTicks = Stopwatch.GetTimestamp();
        for (var i = 0; i < launchCount; i++)
            trial!.Launch(firstIndex + i);
        var enqueueSeconds = Stopwatch.GetElapsedTime(startTicks).TotalSeconds;
        _runtime.Record(_stop);
        return new(_runtime.SecondsBetween(_start, _stop), enqueueSeconds);
    }

    public void Synchronize() => _runtime.Synchronize();

    public Telemetry? ReadTelemetry() => _sensors?.Read();

    public void Dispose()
    {
        _sensors?.Dispose();
        _recorder.Dispose();
        _runtime.DestroyEvent(_start);
        _runtime.DestroyEvent(_stop);
    }
}

/// <summary>
/// The memory allocated since the device was opened. libtorch's allocator does not return memory, so this is its peak, including
/// memory that it kept from earlier trials of this process: an upper limit.
/// </summary>
internal sealed class CudaPeakMemory(CudaRuntime runtime, int index) : IPeakMemory
{
    private readonly long _freeAtFirst = FreeBytes(runtime, index);

    public void Reset()
    {
        // libtorch's C interface cannot empty the allocator.
    }

    public long? ReadBytes() => Math.Max(1, _freeAtFirst - FreeBytes(runtime, index));

    private static long FreeBytes(CudaRuntime runtime, int index)
    {
        runtime.SetDevice(index);
        return runtime.Memory().Free;
    }
}
