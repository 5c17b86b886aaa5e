using GpuBench.Ilgpu.Native;
using GpuBench.Measuring.Devices;

namespace GpuBench.Ilgpu.Devices;

/// <summary>NVML's readings in the terms of a round's telemetry.</summary>
internal sealed class CudaTelemetry(NvmlTelemetry nvml) : ITelemetrySource, IDisposable
{
    /// <returns>Null where NVML does not open: in many containers it may not.</returns>
    public static CudaTelemetry? TryOpen(string pciAddress) =>
        NvmlTelemetry.TryOpenByPciBusId(pciAddress, out var nvml, out _) ? new(nvml) : null;

    public Telemetry? Read()
    {
        var sample = nvml.Read();
        return new()
        {
            ClockHertz = sample.SmClockHertz.Value,
            MemoryClockHertz = sample.MemoryClockHertz.Value,
            TemperatureCelsius = sample.TemperatureCelsius.Value,
            PowerWatts = sample.PowerWatts.Value,
            EnergyJoules = sample.TotalEnergyJoules.Value,
            ThrottleReasons = sample.ThrottleReasons.Value is { } reasons ? ThrottleWords.Of(reasons) : null,
        };
    }

    public void Dispose() => nvml.Dispose();
}
