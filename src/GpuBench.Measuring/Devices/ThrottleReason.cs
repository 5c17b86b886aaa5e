namespace GpuBench.Measuring.Devices;

/// <summary>
/// The words for the reasons why clocks are below their maximum. Source: the NVML API reference, nvmlClocksEventReasons (in older
/// drivers nvmlClocksThrottleReasons); each word names its bit there.
/// </summary>
public static class ThrottleReason
{
    /// <summary>GpuIdle: nothing runs, and clocks fall to the idle state.</summary>
    public const string Idle = "idle";

    /// <summary>ApplicationsClocksSetting, formerly UserDefinedClocks: the clocks that a user set.</summary>
    public const string ClockSetting = "clock-setting";

    /// <summary>DisplayClockSetting: the clocks that displays need.</summary>
    public const string DisplayClock = "display-clock";

    /// <summary>SwPowerCap: the driver keeps the device within its power limit.</summary>
    public const string PowerCap = "power-cap";

    /// <summary>SyncBoost: the lowest clocks of a group of devices hold for all of them.</summary>
    public const string SyncBoost = "sync-boost";

    /// <summary>SwThermalSlowdown: the driver keeps the device and its memory within their highest temperatures.</summary>
    public const string Thermal = "thermal";

    /// <summary>HwSlowdown: the hardware halves the clocks or more, because of temperature, power brake or power draw.</summary>
    public const string HardwareSlowdown = "hardware-slowdown";

    /// <summary>HwThermalSlowdown: the hardware halves the clocks or more, because of temperature.</summary>
    public const string HardwareThermal = "thermal-hardware";

    /// <summary>HwPowerBrakeSlowdown: the hardware halves the clocks or more, because the system's power supply demands it.</summary>
    public const string PowerBrake = "power-brake";

    /// <returns>
    /// Whether the reason reduces clocks against the user's will: all but an idle device and the clocks of a setting. A word of a newer
    /// version counts.
    /// </returns>
    public static bool IsThrottling(string reason) => reason is not (Idle or ClockSetting or DisplayClock);

    /// <returns>
    /// Whether the reason is a slowdown that protects the hardware. A power cap is none: a device at its power limit is in order.
    /// </returns>
    public static bool IsSlowdown(string reason) => reason is Thermal or HardwareSlowdown or HardwareThermal or PowerBrake;
}
