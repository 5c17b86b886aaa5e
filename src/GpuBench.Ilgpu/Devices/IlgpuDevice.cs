using System.Diagnostics;
using GpuBench.Kernels.Loading;
using GpuBench.Measuring.Devices;
using GpuBench.Workloads.Data;
using ILGPU;
using ILGPU.Runtime;
using IDevice = GpuBench.Measuring.Devices.IDevice;

namespace GpuBench.Ilgpu.Devices;

/// <summary>An opened accelerator. All work runs on its default stream.</summary>
public sealed class IlgpuDevice : IDevice
{
    private readonly Context _context;
    private readonly Func<AcceleratorStream, ITimeMark>? _addMark;
    private readonly ISensors? _sensors;
    private readonly Dictionary<string, Delegate> _loaded = [];
    private readonly Dictionary<string, KernelLimitException> _unfit = [];

    internal IlgpuDevice(
        DeviceInfo info, Context context, Accelerator accelerator, IlgpuTimer timer, ISensors? sensors = null)
    {
        (Info, _context, Accelerator, _addMark, _sensors) = (info, context, accelerator, timer.AddMark, sensors);
        var calibrated = TimerCalibration.Calibrate(timer.Name, timer.ResolutionSeconds, () => Time(null, 0, 0));
        Timer = calibrated with { HostClockReason = timer.HostClockReason };
    }

    public DeviceInfo Info { get; }

    public string EngineVersion => IlgpuEngine.Version;

    public DeviceTimer Timer { get; }

    /// <summary>CUDA compiles when a kernel is loaded; OpenCL drivers may do so at the first launch.</summary>
    public SilenceLimit FirstLaunchLimit =>
        Info.Backend == Backend.Cuda ? SilenceLimit.FirstCompiledLaunch : SilenceLimit.FirstLaunch;

    public Accelerator Accelerator { get; }

    public AcceleratorStream Stream => Accelerator.DefaultStream;

    /// <summary>Host data that its workloads reuse.</summary>
    internal HostDataCache HostData { get; } = new();

    /// <summary>
    /// A kernel's launcher, compiled once per device. Rounds start cold in everything that they measure; compiling again would
    /// only cost time.
    /// </summary>
    /// <param name="key">Identifies kernel and variant.</param>
    /// <exception cref="KernelLimitException">The device runs the compiled kernel only in groups smaller than it needs.</exception>
    internal T Load<T>(string key, Func<T> load) where T : Delegate
    {
        if (_loaded.TryGetValue(key, out var launcher))
            return (T)launcher;
        if (_unfit.TryGetValue(key, out var known))
            throw known;
        try
        {
            var compiled = load();
            _loaded[key] = compiled;
            return compiled;
        }
        catch (KernelLimitException limit)
        {
            _unfit[key] = limit;
            throw;
        }
    }

    /// <param name="trial">Null: nothing is launched, which measures the timer's own cost.</param>
    public LaunchTiming Time(IPreparedTrial? trial, int firstIndex, int launchCount)
    {
        using var start = _addMark?.Invoke(Stream);
        var startTicks = Stopwatch.GetTimestamp();
        for (var i = 0; i < launchCount; i++)
            trial!.Launch(firstIndex + i);
        var enqueueSeconds = Stopwatch.GetElapsedTime(startTicks).TotalSeconds;
        using var end = _addMark?.Invoke(Stream);
        Stream.Synchronize();
        var seconds = start is null ? Stopwatch.GetElapsedTime(startTicks).TotalSeconds : end!.SecondsSince(start);
        return new(seconds, enqueueSeconds);
    }

    public void Synchronize() => Accelerator.Synchronize();

    public Telemetry? ReadTelemetry() => _sensors?.Read();

    public void Dispose()
    {
        _sensors?.Dispose();
        Accelerator.Dispose();
        _context.Dispose();
    }
}
