using System.Diagnostics;
using System.Globalization;
using GpuBench.Measuring.Results;
using GpuBench.Reports;
using GpuBench.Reports.Formatting;

namespace GpuBench.Diagnosis;

/// <summary>What can be said of the host without a device.</summary>
internal static class HostChecks
{
    private const string Governor = "/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor";

    public static IEnumerable<Finding> All()
    {
        var host = HostInfo.Read();
        yield return new("host", Severity.Ok, $"{host.Cpu}, {host.CpuCount} cores, {Quantity.Format(host.MemoryBytes, "B")}, {host.Os}, {host.Runtime}");
        yield return Virtualization(host);
        yield return ForeignLoad(host);
        yield return ClockGovernor();
        yield return new("host timer", Severity.Ok, $"resolution {Quantity.Seconds(1.0 / Stopwatch.Frequency)}");
        yield return DiskSpace();
    }

    private static Finding Virtualization(HostInfo host) => host.Virtualized == true
        ? new("virtualization", Severity.Note, "a hypervisor is reported: other guests may share cores and memory unseen", "Trust the re-run interval more than the 95 % interval.")
        : new("virtualization", Severity.Ok, "no hypervisor is reported");

    private static Finding ForeignLoad(HostInfo host)
    {
        if (!File.Exists("/proc/loadavg"))
            return new("foreign load", Severity.Note, "this system does not tell its load");
        var load = double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture);
        var what = string.Create(CultureInfo.InvariantCulture, $"load average {load:F2} on {host.CpuCount} cores");
        return load <= 0.25 * host.CpuCount
            ? new("foreign load", Severity.Ok, what)
            : new("foreign load", Severity.Warn, what, "Stop other programs and wait a minute, or measure at another time.");
    }

    private static Finding ClockGovernor()
    {
        if (!File.Exists(Governor))
            return new("cpu clock", Severity.Note, "the clock governor cannot be read here");
        var governor = File.ReadAllText(Governor).Trim();
        return governor == "performance"
            ? new("cpu clock", Severity.Ok, "governor performance")
            : new("cpu clock", Severity.Warn, $"governor {governor}: clocks ramp up during a measurement", "sudo cpupower frequency-set -g performance");
    }

    private static Finding DiskSpace()
    {
        var drive = new DriveInfo(Path.GetFullPath("."));
        var what = $"{Quantity.Format(drive.AvailableFreeSpace, "B")} free where results are saved";
        return drive.AvailableFreeSpace > 100_000_000
            ? new("disk", Severity.Ok, what)
            : new("disk", Severity.Warn, what, "Make room, or choose another folder with --out.");
    }
}
