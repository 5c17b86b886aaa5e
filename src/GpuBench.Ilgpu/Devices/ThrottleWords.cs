using ILGPU.Runtime.Cuda;

namespace GpuBench.Ilgpu.Devices;

/// <summary>NVML's reasons for a lower clock, each as a word.</summary>
internal static class ThrottleWords
{
    private static readonly (NvmlClocksThrottleReasons Flag, string Word)[] Words =
    [
        (NvmlClocksThrottleReasons.GpuIdle, "idle"),
        (NvmlClocksThrottleReasons.ApplicationsClocksSetting, "clock-setting"),
        (NvmlClocksThrottleReasons.SwPowerCap, "power-cap"),
        (NvmlClocksThrottleReasons.HwSlowdown, "hardware-slowdown"),
        (NvmlClocksThrottleReasons.SyncBoost, "sync-boost"),
        (NvmlClocksThrottleReasons.SwThermalSlowdown, "thermal"),
        (NvmlClocksThrottleReasons.HwThermalSlowdown, "thermal-hardware"),
        (NvmlClocksThrottleReasons.HwPowerBrakeSlowdown, "power-brake"),
        (NvmlClocksThrottleReasons.DisplayClockSetting, "display-clock"),
    ];

    public static IReadOnlyList<string> Of(NvmlClocksThrottleReasons reasons) =>
        [.. Words.Where(word => reasons.HasFlag(word.Flag)).Select(word => word.Word)];
}
