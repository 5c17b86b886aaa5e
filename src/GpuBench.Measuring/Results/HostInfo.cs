using System.Globalization;
using System.Runtime.InteropServices;

namespace GpuBench.Measuring.Results;

/// <summary>The computer around the device. Nothing in it names its owner.</summary>
public sealed record HostInfo : Extensible
{
    public required string Os { get; init; }

    /// <summary>As <c>uname -sr</c> says it, e.g. <c>Linux 6.1.0-18-amd64</c>.</summary>
    public required string Kernel { get; init; }

    public required string Cpu { get; init; }

    public required int CpuCount { get; init; }

    public required long MemoryBytes { get; init; }

    /// <summary>The .NET runtime.</summary>
    public required string Runtime { get; init; }

    public required string Architecture { get; init; }

    /// <summary>Whether a hypervisor is reported: other guests may disturb the measurement unseen.</summary>
    public bool? Virtualized { get; init; }

    /// <summary>Mean number of processes that ran or waited in the minute before; null where the system does not tell.</summary>
    public double? LoadAverage { get; init; }

    public static HostInfo Read()
    {
        var cpu = CpuText();
        return new()
        {
            Os = Line("/etc/os-release", "PRETTY_NAME=")?.Trim('"') ?? RuntimeInformation.OSDescription,
            Kernel = KernelText(),
            Cpu = Field(cpu, "model name") ?? RuntimeInformation.ProcessArchitecture.ToString(),
            CpuCount = Environment.ProcessorCount,
            MemoryBytes = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes,
            Runtime = RuntimeInformation.FrameworkDescription,
            Architecture = RuntimeInformation.ProcessArchitecture.ToString(),
            Virtualized = Field(cpu, "flags")?.Contains(" hypervisor", StringComparison.Ordinal),
            LoadAverage = LoadAverageNow(),
        };
    }

    private static string KernelText()
    {
        const string release = "/proc/sys/kernel/osrelease";
        return File.Exists(release) ? $"Linux {File.ReadAllText(release).Trim()}" : Environment.OSVersion.VersionString;
    }

    private static double? LoadAverageNow() =>
        File.Exists("/proc/loadavg")
        && double.TryParse(File.ReadAllText("/proc/loadavg").Split(' ')[0], NumberStyles.Float, CultureInfo.InvariantCulture, out var load)
            ? load
            : null;

    private static string[] CpuText() => File.Exists("/proc/cpuinfo") ? File.ReadAllLines("/proc/cpuinfo") : [];

    private static string? Field(string[] lines, string name) => lines
        .FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal))?
        .Split(':', 2)[^1].Trim();

    private static string? Line(string path, string prefix) => File.Exists(path)
        ? File.ReadLines(path).FirstOrDefault(line => line.StartsWith(prefix, StringComparison.Ordinal))?[prefix.Length..]
        : null;
}
