using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Planning;

namespace GpuBench.Measuring.Journals;

/// <summary>All that is needed to run it again, and to know what it was run on.</summary>
public sealed record Manifest : Extensible
{
    public required ToolInfo Tool { get; init; }

    /// <summary>The arguments, as they were given.</summary>
    public required IReadOnlyList<string> Command { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Null: cut off before its end.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Each time the run was cut off and gone on with.</summary>
    public IReadOnlyList<DateTimeOffset> ResumedAt { get => field ?? []; init; }

    /// <summary>The word of a <see cref="Workloads.Suite"/>; a newer version may have more of them.</summary>
    public required string Suite { get; init; }

    public required int Rounds { get; init; }

    public required double? BudgetSeconds { get; init; }

    /// <summary>When a round has enough samples.</summary>
    public required string StoppingRule { get; init; }

    public required ulong Seed { get; init; }

    public required HostInfo Host { get; init; }

    /// <summary>Opened devices with engine version and timer.</summary>
    public IReadOnlyList<DeviceOpened> Devices { get => field ?? []; init; }

    public IReadOnlyList<MissingBackend> Missing { get => field ?? []; init; }

    public static Manifest Of(RunPlan plan, IReadOnlyList<string> command) => new()
    {
        Tool = ToolInfo.Current,
        Command = command,
        StartedAt = DateTimeOffset.UtcNow,
        Suite = plan.Suite.Text(),
        Rounds = plan.Rounds,
        BudgetSeconds = plan.BudgetSeconds,
        StoppingRule = SuiteSettings.Of(plan.Suite).StoppingRule.Description,
        Seed = plan.Seed,
        Host = HostInfo.Read(),
        Missing = plan.Missing,
    };
}

/// <param name="Commit">The revision it was built from; null where the build did not know.</param>
public sealed record ToolInfo(string Name, string Version, string? Commit) : Extensible
{
    public static ToolInfo Current { get; } = Read();

    private static ToolInfo Read()
    {
        var text = typeof(ToolInfo).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
        var plus = text.IndexOf('+', StringComparison.Ordinal);
        return plus < 0 ? new("gpubench", text, null) : new("gpubench", text[..plus], text[(plus + 1)..]);
    }
}

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
