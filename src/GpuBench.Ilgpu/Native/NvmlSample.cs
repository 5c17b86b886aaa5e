using ILGPU.Runtime.Cuda;

namespace GpuBench.Ilgpu.Native;

/// <summary>What changes while a device works.</summary>
/// <param name="PowerWatts">Averaged by the device over up to a second; energy over an interval is the better measure.</param>
/// <param name="TotalEnergyJoules">Since the driver was loaded; from Volta on.</param>
/// <param name="ThrottleReasons">Why clocks are below their maximum, at this instant.</param>
public sealed record NvmlSample(
    NvmlReading<long> SmClockHertz,
    NvmlReading<long> MemoryClockHertz,
    NvmlReading<int> TemperatureCelsius,
    NvmlReading<double> PowerWatts,
    NvmlReading<double> TotalEnergyJoules,
    NvmlReading<NvmlClocksThrottleReasons> ThrottleReasons)
{
    // Idling, and clocks that a user asked for, lower clocks as well, but not against anybody's will.
    private const NvmlClocksThrottleReasons Involuntary =
        NvmlClocksThrottleReasons.SwPowerCap | NvmlClocksThrottleReasons.HwSlowdown | NvmlClocksThrottleReasons.SyncBoost
        | NvmlClocksThrottleReasons.SwThermalSlowdown | NvmlClocksThrottleReasons.HwThermalSlowdown | NvmlClocksThrottleReasons.HwPowerBrakeSlowdown;

    /// <summary>Whether power or heat holds the clocks down; <see langword="null"/> when the device does not say.</summary>
    public bool? IsThrottled => ThrottleReasons.Value is { } reasons ? (reasons & Involuntary) != NvmlClocksThrottleReasons.None : null;
}
