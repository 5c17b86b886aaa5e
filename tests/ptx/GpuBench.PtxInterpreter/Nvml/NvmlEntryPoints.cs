using System.Runtime.InteropServices;
using System.Text;
using static GpuBench.PtxInterpreter.Nvml.FakeNvml;

namespace GpuBench.PtxInterpreter.Nvml;

/// <summary>Exported names and signatures of nvml.h.</summary>
internal static unsafe class NvmlEntryPoints
{
    private const int SmClock = 1, MemoryClock = 2;

    [UnmanagedCallersOnly]
    private static NvmlResult nvmlInit_v2() => Open();

    [UnmanagedCallersOnly]
    private static NvmlResult nvmlShutdown() => Close();

    [UnmanagedCallersOnly]
    private static NvmlResult nvmlDeviceGetHandleByPciBusId_v2(nint pciBusId, nint* device) =>
        Find(candidate => Matches(WithLongDomain(candidate.PciBusId), WithLongDomain(Text(pciBusId))), handle => *device = handle);

    [UnmanagedCallersOnly]
    private static NvmlResult nvmlDeviceGetHandleByUUID(nint uuid, nint* device) =>
        Find(candidate => Matches(candidate.Uuid, Text(uuid)), handle => *device = handle);

    [UnmanagedCallersOnly]
    private static NvmlResult nvmlDeviceGetUUID(nint device, byte* uuid, uint length) =>
        Read(device, source => ReportText(uuid, length, source.Uuid));

    [UnmanagedCallersOnly]
    private static NvmlResult nvmlDeviceGetClockInfo(nint device, int clock, uint* megahertz) => Read(device, source => clock switch
    {
        SmClock => Report(megahertz, source.SmClockMegahertz),
        MemoryClock => Report(megahertz, source.MemoryClockMegahertz),
        _ => NvmlResult.NotSupported,
    });

    [UnmanagedCallersOnly]
    private static NvmlResult nvmlDeviceGetTemperature(nint device, int sensor, uint* celsius) =>
        Read(device, source => Report(celsius, source.TemperatureCelsius));

    [UnmanagedCallersOnly]
    private static NvmlResult nvmlDeviceGetPowerUsage(nint device, uint* milliwatts) =>
        Read(device, source => Report(milliwatts, source.PowerMilliwatts));

    [UnmanagedCallersOnly]
    private static NvmlResult nvmlDeviceGetEnforcedPowerLimit(nint device, uint* milliwatts) =>
        Read(device, source => Report(milliwatts, source.EnforcedPowerLimitMilliwatts));

    [UnmanagedCallersOnly]
    private static NvmlResult nvmlDeviceGetTotalEnergyConsumption(nint device, ulong* millijoules) => Read(device, source =>
    {
        *millijoules = source.TotalEnergyMillijoules;
        return NvmlResult.Success;
    });

    [UnmanagedCallersOnly]
    private static NvmlResult nvmlDeviceGetCurrentClocksThrottleReasons(nint device, ulong* reasons) => Read(device, source =>
    {
        *reasons = source.ThrottleReasons;
        return NvmlResult.Success;
    });

    [UnmanagedCallersOnly]
    private static NvmlResult nvmlDeviceGetEccMode(nint device, uint* current, uint* pending) =>
        Read(device, source => ReportMode(current, pending, source.EccEnabled));

    [UnmanagedCallersOnly]
    private static NvmlResult nvmlDeviceGetMigMode(nint device, uint* current, uint* pending) =>
        Read(device, source => ReportMode(current, pending, source.MigEnabled));

    [UnmanagedCallersOnly]
    private static NvmlResult nvmlDeviceGetName(nint device, byte* name, uint length) =>
        Read(device, source => ReportText(name, length, source.Name));

    [UnmanagedCallersOnly]
    private static NvmlResult nvmlDeviceGetVirtualizationMode(nint device, uint* mode) =>
        Read(device, source => Report(mode, source.VirtualizationMode));

    [UnmanagedCallersOnly]
    private static NvmlResult nvmlDeviceGetNvLinkState(nint device, uint link, uint* isActive) => Read(device, source =>
        link < source.NvLinks.Count ? Report(isActive, source.NvLinks[(int)link] ? 1U : 0U) : NvmlResult.InvalidArgument);

    [UnmanagedCallersOnly]
    private static NvmlResult nvmlDeviceGetNvLinkVersion(nint device, uint link, uint* version) => Read(device, source =>
        link < source.NvLinks.Count ? Report(version, source.NvLinkVersion) : NvmlResult.InvalidArgument);

    private static string Text(nint text) => Marshal.PtrToStringUTF8(text) ?? "";

    private static bool Matches(string id, string asked) => string.Equals(id, asked, StringComparison.OrdinalIgnoreCase);

    /// <summary>NVML accepts a PCI domain of four digits, as the kernel prints it, or of eight digits.</summary>
    private static string WithLongDomain(string pciBusId) => pciBusId.PadLeft("00000000:00:00.0".Length, '0');

    private static NvmlResult Report(uint* target, uint value)
    {
        *target = value;
        return NvmlResult.Success;
    }

    private static NvmlResult ReportText(byte* target, uint length, string value)
    {
        var text = Encoding.UTF8.GetBytes(value + "\0");
        if (text.Length > length)
            return NvmlResult.InsufficientSize;
        text.CopyTo(new Span<byte>(target, text.Length));
        return NvmlResult.Success;
    }

    private static NvmlResult ReportMode(uint* current, uint* pending, bool isEnabled)
    {
        *current = *pending = isEnabled ? 1U : 0U;
        return NvmlResult.Success;
    }
}
