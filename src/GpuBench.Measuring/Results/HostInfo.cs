using System.Runtime.InteropServices;

namespace GpuBench.Measuring.Results;

/// <summary>The computer around the device. Nothing in it names its owner.</summary>
public sealed record HostInfo
{
    public required string Os { get; init; }

    public required string Kernel { get; init; }

    public required string Cpu { get; init; }

    public required int CpuCount { get; init; }

    public required long MemoryBytes { get; init; }

    /// <summary>The .NET runtime.</summary>
    public required string Runtime { get; init; }

    public required string Architecture { get; init; }

    /// <summary>Whether a hypervisor is reported: other guests may disturb the measurement unseen.</summary>
    public bool? Virtualized { get; init; }

    public static HostInfo Read()
    {
        var cpu = CpuText();
        return new()
        {
            Os = Line("/etc/os-release", "PRETTY_NAME=")?.Trim('"') ?? RuntimeInformation.OSDescription,
            Kernel = RuntimeInformation.OSDescription,
            Cpu = Field(cpu, "model name") ?? RuntimeInformation.ProcessArchitecture.ToString(),
            CpuCount = Environment.ProcessorCount,
            MemoryBytes = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes,
            Runtime = RuntimeInformation.FrameworkDescription,
            Architecture = RuntimeInformation.ProcessArchitecture.ToString(),
            Virtualized = Field(cpu, "flags")?.Contains(" hypervisor", StringComparison.Ordinal),
        };
    }

    private static string[] CpuText() => File.Exists("/proc/cpuinfo") ? File.ReadAllLines("/proc/cpuinfo") : [];

    private static string? Field(string[] lines, string name) => lines
        .FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal))?
        .Split(':', 2)[^1].Trim();

    private static string? Line(string path, string prefix) => File.Exists(path)
        ? File.ReadLines(path).FirstOrDefault(line => line.StartsWith(prefix, StringComparison.Ordinal))?[prefix.Length..]
        : null;
}
