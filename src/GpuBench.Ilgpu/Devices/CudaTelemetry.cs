using GpuBench.Ilgpu.Native;
using GpuBench.Measuring.Devices;
using ILGPU.Runtime.Cuda;

namespace GpuBench.Ilgpu.Devices;

/// <summary>Converts NVML readings to the telemetry of a round. All engines share it.</summary>
public sealed class CudaTelemetry : ISensors
{
    private readonly NvmlTelemetry _nvml;

    private CudaTelemetry(NvmlTelemetry nvml) => _nvml = nvml;

    /// <returns>Null if the device has no PCI address, or NVML does not open, as in many containers.</returns>
    public static CudaTelemetry? TryOpen(DeviceInfo device) =>
        device.PciAddress is { } address && NvmlTelemetry.TryOpenByPciBusId(address, out var nvml, out _) ? new(nvml) : null;

    public Telemetry Read()
    {
        var sample = _nvml.Read();
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

    public void Dispose() => _nvml.Dispose();
}

/// <summary>NVML's reasons for a lower clock, each as a word.</summary>
internal static class ThrottleWords
{
    private static readonly (NvmlClocksThrottleReasons Flag, string Word)[] Words =
    [
        (NvmlClocksThrottleReasons.GpuIdle, ThrottleReason.Idle),
        (NvmlClocksThrottleReasons.ApplicationsClocksSetting, ThrottleReason.ClockSetting),
        (NvmlClocksThrottleReasons.SwPowerCap, ThrottleReason.PowerCap),
        (NvmlClocksThrottleReasons.HwSlowdown, ThrottleReason.HardwareSlowdown),
        (NvmlClocksThrottleReasons.SyncBoost, ThrottleReason.SyncBoost),
        (NvmlClocksThrottleReasons.SwThermalSlowdown, ThrottleReason.Thermal),
        (NvmlClocksThrottleReasons.HwThermalSlowdown, ThrottleReason.HardwareThermal),
        (NvmlClocksThrottleReasons.HwPowerBrakeSlowdown, ThrottleReason.PowerBrake),
        (NvmlClocksThrottleReasons.DisplayClockSetting, ThrottleReason.DisplayClock),
    ];

    public static IReadOnlyList<string> Of(NvmlClocksThrottleReasons reasons) =>
        [.. Words.Where(word => reasons.HasFlag(word.Flag)).Select(word => word.Word)];
}
