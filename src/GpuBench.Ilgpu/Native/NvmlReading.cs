using System.Globalization;
using System.Runtime.InteropServices;
using ILGPU.Runtime.Cuda;

namespace GpuBench.Ilgpu.Native;

/// <summary>A value, or the reason why there is none: the device, the driver or the user's rights may not provide it.</summary>
/// <param name="Value">In the unit that the reading's name states.</param>
/// <param name="Code">NVML's return code. Success without a value: the value was not plausible.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct NvmlReading<T>(T? Value, NvmlReturn Code)
    where T : struct
{
    /// <summary>Why there is no value; <see langword="null"/> when there is one.</summary>
    public string? Reason => Value is null ? NvmlReasons.Of(Code) : null;
}

/// <summary>Texts of the NVML return codes; a code that is not listed keeps its number.</summary>
internal static class NvmlReasons
{
    public static string Of(NvmlReturn code) => code switch
    {
        NvmlReturn.NVML_SUCCESS => "no plausible value",
        NvmlReturn.NVML_ERROR_UNINITIALIZED => "NVML is not open",
        NvmlReturn.NVML_ERROR_NOT_SUPPORTED => "not supported by this device",
        NvmlReturn.NVML_ERROR_NO_PERMISSION => "no permission for this user",
        NvmlReturn.NVML_ERROR_NOT_FOUND => "no such device",
        NvmlReturn.NVML_ERROR_DRIVER_NOT_LOADED => "the driver is not loaded",
        NvmlReturn.NVML_ERROR_LIBRARY_NOT_FOUND => "libnvidia-ml was not found",
        NvmlReturn.NVML_ERROR_FUNCTION_NOT_FOUND => "not known to this driver",
        NvmlReturn.NVML_ERROR_GPU_IS_LOST => "the GPU is lost: it fell off the bus",
        NvmlReturn.NVML_ERROR_LIB_RM_VERSION_MISMATCH => "libnvidia-ml and the kernel module differ in version",
        _ => string.Create(CultureInfo.InvariantCulture, $"NVML error {(int)code}"),
    };
}

/// <summary>Readings that change while a device runs.</summary>
/// <param name="PowerWatts">Averaged by the device over up to a second; energy over an interval is the better measure.</param>
/// <param name="TotalEnergyJoules">Since the driver was loaded; from Volta on.</param>
/// <param name="ThrottleReasons">Why clocks are below their maximum, at this instant.</param>
public sealed record NvmlSample(
    NvmlReading<long> SmClockHertz,
    NvmlReading<long> MemoryClockHertz,
    NvmlReading<int> TemperatureCelsius,
    NvmlReading<double> PowerWatts,
    NvmlReading<double> TotalEnergyJoules,
    NvmlReading<NvmlClocksThrottleReasons> ThrottleReasons);

/// <summary>The administrator's settings that a result must record.</summary>
/// <param name="EnforcedPowerLimitWatts">The lowest of all limits in force.</param>
/// <param name="IsMigEnabled">Whether the device is partitioned; if so, readings are those of the whole device.</param>
/// <param name="IsVirtual">
/// Whether this system is a virtual machine with a vGPU; false also if the whole device is passed through.
/// </param>
public sealed record NvmlSettings(
    NvmlReading<double> EnforcedPowerLimitWatts,
    NvmlReading<bool> IsEccEnabled,
    NvmlReading<bool> IsMigEnabled,
    NvmlReading<bool> IsVirtual);
