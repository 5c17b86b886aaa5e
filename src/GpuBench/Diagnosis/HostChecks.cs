using System.Diagnostics;
using System.Globalization;
using GpuBench.Measuring;
using GpuBench.Measuring.Journals;
using GpuBench.Reports;

namespace GpuBench.Diagnosis;

/// <summary>Findings about the host.</summary>
internal static class HostChecks
{
    private const string Governor = "/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor";

    public static IEnumerable<Finding> All()
    {
        var host = HostInfo.Read();
        yield return new(
            "host", Severity.Ok,
            $"{host.Cpu}, {host.CpuCount} cores, {Quantity.Format(host.MemoryBytes, "B")}, {host.Os}, {host.Runtime}");
        yield return Virtualization(host);
        yield return ForeignLoad(host, HostLoad.Measure());
        yield return ClockGovernor();
        yield return new("host timer", Severity.Ok, $"resolution {Quantity.Seconds(1.0 / Stopwatch.Frequency)}");
        yield return DiskSpace();
    }

    private static Finding Virtualization(HostInfo host) => host.Virtualized == true
        ? new(
            "virtualization", Severity.Note, "the system reports a hypervisor: other guests may use the same cores and memory",
            "Trust the re-run interval more than the 95 % interval.")
        : new("virtualization", Severity.Ok, "the system reports no hypervisor");

    /// <param name="load">Null if the system does not report its load.</param>
    internal static Finding ForeignLoad(HostInfo host, HostLoad? load)
    {
        if (load is null)
            return new("foreign load", Severity.Note, "this system does not report its load");
        var busiest = load.Busiest is { } process
            ? string.Create(CultureInfo.InvariantCulture, $"; busiest: {process.Name} (process {process.Number}, {process.Cores:F2})")
            : "";
        var what = string.Create(
            CultureInfo.InvariantCulture, $"other processes keep {load.BusyCores:F2} of {host.CpuCount} cores busy{busiest}");
        return load.BusyCores <= 0.25 * host.CpuCount
            ? new("foreign load", Severity.Ok, what)
            : new("foreign load", Severity.Warn, what, "Stop other programs, or measure at another time.");
    }

    private static Finding ClockGovernor()
    {
        if (!File.Exists(Governor))
            return new("cpu clock", Severity.Note, "this system does not report its clock governor");
        var governor = File.ReadAllText(Governor).Trim();
        return governor == "performance"
            ? new("cpu clock", Severity.Ok, "governor performance")
            : new(
                "cpu clock", Severity.Warn, $"governor {governor}: clocks ramp up during a measurement",
                "sudo cpupower frequency-set -g performance");
    }

    private static Finding DiskSpace()
    {
        var drive = new DriveInfo(Path.GetFullPath("."));
        var what = $"{Quantity.Format(drive.AvailableFreeSpace, "B")} free where results are saved";
        return drive.AvailableFreeSpace > 100_000_000
            ? new("disk", Severity.Ok, what)
            : new("disk", Severity.Warn, what, "Free disk space, or choose another folder with --out.");
    }
}
