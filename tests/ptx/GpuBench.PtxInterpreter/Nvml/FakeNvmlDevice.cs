namespace GpuBench.PtxInterpreter.Nvml;

/// <summary>One device and its readings, in NVML's own units.</summary>
public sealed record FakeNvmlDevice
{
    /// <summary>The long form of NVML: domain, bus and device in hexadecimal.</summary>
    public string PciBusId { get; init; } = "00000000:01:00.0";

    public string Uuid { get; init; } = "GPU-00000000-0000-0000-0000-000000000001";

    public uint SmClockMegahertz { get; init; } = 1980;

    public uint MemoryClockMegahertz { get; init; } = 3201;

    public uint TemperatureCelsius { get; init; } = 41;

    public uint PowerMilliwatts { get; init; } = 123_456;

    /// <summary>Energy since the driver was loaded.</summary>
    public ulong TotalEnergyMillijoules { get; init; } = 9_876_543_210;

    public uint EnforcedPowerLimitMilliwatts { get; init; } = 700_000;

    /// <summary>Bits of nvmlClocksThrottleReasons.</summary>
    public ulong ThrottleReasons { get; init; }

    public bool EccEnabled { get; init; } = true;

    public bool MigEnabled { get; init; }

    public string Name { get; init; } = "NVML stand-in (no GPU)";

    /// <summary>nvmlGpuVirtualizationMode_t: 0 is none, 1 is passthrough, 2 is a vGPU.</summary>
    public uint VirtualizationMode { get; init; }

    /// <summary>Whether each link of the device is up, by link number.</summary>
    public IReadOnlyList<bool> NvLinks { get; init; } = [];

    /// <summary>nvmlNvlinkVersion_t: 4 is NVLink 3.0, 6 is 4.0.</summary>
    public uint NvLinkVersion { get; init; } = 6;
}
