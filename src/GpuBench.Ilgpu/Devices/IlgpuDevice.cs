using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Trials;
using ILGPU;
using ILGPU.Runtime;
using IDevice = GpuBench.Measuring.Devices.IDevice;

namespace GpuBench.Ilgpu.Devices;

/// <summary>An opened accelerator with its default stream, on which everything happens.</summary>
public sealed class IlgpuDevice : IDevice
{
    private readonly Context _context;
    private readonly ITimedStream _timedStream;
    private readonly ITelemetrySource? _telemetry;

    internal IlgpuDevice(
        DeviceInfo info, Context context, Accelerator accelerator, ITimedStream timedStream, ITelemetrySource? telemetry = null)
    {
        (Info, _context, Accelerator, _timedStream, _telemetry) = (info, context, accelerator, timedStream, telemetry);
        Timer = TimerCalibration.Calibrate(timedStream);
    }

    public DeviceInfo Info { get; }

    public string EngineVersion => IlgpuEngine.Version;

    public DeviceTimer Timer { get; }

    public Accelerator Accelerator { get; }

    public AcceleratorStream Stream => Accelerator.DefaultStream;

    public double TimeSeconds(IPreparedTrial trial, int firstIndex, int launchCount) =>
        _timedStream.TimeSeconds(trial, firstIndex, launchCount);

    public void Synchronize() => Accelerator.Synchronize();

    public Telemetry? ReadTelemetry() => _telemetry?.Read();

    public void Dispose()
    {
        (_telemetry as IDisposable)?.Dispose();
        Accelerator.Dispose();
        _context.Dispose();
    }
}
