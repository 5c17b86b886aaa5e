using System.Globalization;
using GpuBench.Measuring.Devices;

namespace GpuBench.Ilgpu.Native;

/// <summary>The driver's description of one device, read without ILGPU. Null: no plausible number.</summary>
internal sealed record CudaDeviceFacts
{
    /// <summary>ILGPU queries all of these and fails if one fails, so that this type reads all, although it keeps only some.</summary>
    private static readonly CudaDeviceAttribute[] AskedByIlgpu =
        [.. Enum.GetValues<CudaDeviceAttribute>().Where(attribute => attribute != CudaDeviceAttribute.MpsEnabled)];

    /// <summary>CU_COMPUTEMODE_PROHIBITED: no process may create a context.</summary>
    private const int ProhibitedMode = 2;

    /// <summary>The driver's device handle. It equals the ordinal, and ILGPU uses it as the ordinal.</summary>
    public required int Handle { get; init; }

    public required string Name { get; init; }

    /// <summary>Ten times the major plus the minor version.</summary>
    public required int ComputeCapability { get; init; }

    public required long? MemoryBytes { get; init; }

    public required int? MultiprocessorCount { get; init; }

    public required double? ClockHertz { get; init; }

    public required double? MemoryClockHertz { get; init; }

    public required int? MemoryBusBits { get; init; }

    public required long? L2CacheBytes { get; init; }

    public required bool EccEnabled { get; init; }

    /// <summary>In the form that NVML expects: domain, bus and device in hexadecimal.</summary>
    public required string PciAddress { get; init; }

    public required bool IsProhibited { get; init; }

    /// <summary>E.g. <c>sm_90</c>.</summary>
    public string Architecture => string.Create(CultureInfo.InvariantCulture, $"sm_{ComputeCapability}");

    /// <exception cref="CudaCallException">A query failed.</exception>
    public static CudaDeviceFacts Read(CudaDriver driver, int ordinal)
    {
        var device = driver.Device(ordinal);
        var name = driver.NameOf(device);
        var answers = AskedByIlgpu.ToDictionary(attribute => attribute, attribute => driver.AttributeOf(device, attribute));
        var capability = answers[CudaDeviceAttribute.ComputeCapabilityMajor] * 10 + answers[CudaDeviceAttribute.ComputeCapabilityMinor];
        return new()
        {
            Handle = device,
            Name = name.Length > 0 ? name : string.Create(CultureInfo.InvariantCulture, $"unnamed CUDA device sm_{capability}"),
            ComputeCapability = capability,
            MemoryBytes = Reading.Bytes(driver.MemoryBytesOf(device)),
            MultiprocessorCount = Reading.Count(answers[CudaDeviceAttribute.MultiprocessorCount]),
            ClockHertz = Reading.Hertz(answers[CudaDeviceAttribute.ClockKilohertz] * 1e3),
            MemoryClockHertz = Reading.Hertz(answers[CudaDeviceAttribute.MemoryClockKilohertz] * 1e3),
            MemoryBusBits = Reading.BusBits(answers[CudaDeviceAttribute.MemoryBusBits]),
            L2CacheBytes = answers[CudaDeviceAttribute.L2CacheBytes] is > 0 and var bytes ? bytes : null,
            EccEnabled = answers[CudaDeviceAttribute.EccEnabled] == 1,
            PciAddress = string.Create(
                CultureInfo.InvariantCulture,
                $"{answers[CudaDeviceAttribute.PciDomainId]:X4}:{answers[CudaDeviceAttribute.PciBusId]:X2}:"
                + $"{answers[CudaDeviceAttribute.PciDeviceId]:X2}.0"),
            IsProhibited = answers[CudaDeviceAttribute.ComputeMode] == ProhibitedMode,
        };
    }

    /// <summary>Why our kernels cannot run on it; null if they can.</summary>
    public string? UnsupportedReason()
    {
        if (IsProhibited)
            return "its compute mode is 'prohibited'";
        if (MemoryBytes is null)
            return "cuDeviceTotalMem_v2 gives no plausible memory size";
        return MultiprocessorCount is null
            ? "cuDeviceGetAttribute(MultiprocessorCount) gives no plausible number"
            : null;
    }
}
