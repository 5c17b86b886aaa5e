using System.Globalization;
using GpuBench.Measuring.Devices;

namespace GpuBench.Ilgpu.Native;

/// <summary>What the driver says of one device, without ILGPU. Null: it gave no plausible number.</summary>
internal sealed record CudaDeviceFacts
{
    /// <summary>Asked of every device, although only some are kept: ILGPU asks for each of them, and gives up where one fails.</summary>
    private static readonly CudaDeviceAttribute[] AskedByIlgpu =
        [.. Enum.GetValues<CudaDeviceAttribute>().Where(attribute => attribute != CudaDeviceAttribute.MpsEnabled)];

    /// <summary>CU_COMPUTEMODE_PROHIBITED: no process may have a context.</summary>
    private const int ProhibitedMode = 2;

    /// <summary>The driver's handle of the device; ILGPU takes it for an ordinal, which it equals.</summary>
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

    /// <summary>As NVML takes it: domain, bus and device in hexadecimal.</summary>
    public required string PciAddress { get; init; }

    public required bool IsProhibited { get; init; }

    /// <summary>E.g. <c>sm_90</c>.</summary>
    public string Architecture => string.Create(CultureInfo.InvariantCulture, $"sm_{ComputeCapability}");

    /// <exception cref="CudaCallException">The device does not answer one of the questions.</exception>
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

    /// <summary>Why nothing of ours can run on it; null where something can.</summary>
    public string? UnsupportedReason()
    {
        if (IsProhibited)
            return "its compute mode is 'prohibited'";
        if (MemoryBytes is null)
            return "cuDeviceTotalMem_v2 gives no plausible size of its memory";
        return MultiprocessorCount is null
            ? "cuDeviceGetAttribute(MultiprocessorCount) gives no plausible number"
            : null;
    }
}
