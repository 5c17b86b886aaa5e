using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Planning;

namespace GpuBench.Measuring.Journals;

/// <summary>All that is needed to repeat a run, and the machine that it ran on.</summary>
public sealed record Manifest : Extensible
{
    public required ToolInfo Tool { get; init; }

    /// <summary>The arguments as given.</summary>
    public required IReadOnlyList<string> Command { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Null: the run was interrupted.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Times at which the run was resumed.</summary>
    public IReadOnlyList<DateTimeOffset> ResumedAt { get => field ?? []; init; }

    /// <summary>The word of a <see cref="Workloads.Suite"/>; a newer version may have more suites.</summary>
    public required string Suite { get; init; }

    public required int Rounds { get; init; }

    public required double? BudgetSeconds { get; init; }

    /// <summary>The rule that ends a round, in words.</summary>
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

/// <summary>The program that ran, with its version.</summary>
/// <param name="Commit">The revision of the build; null if it is unknown.</param>
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

/// <summary>The host computer. Nothing here names its owner.</summary>
public sealed record HostInfo : Extensible
{
    public required string Os { get; init; }

    /// <summary>As <c>uname -sr</c> prints it, e.g. <c>Linux 6.1.0-18-amd64</c>.</summary>
    public required string Kernel { get; init; }

    public required string Cpu { get; init; }

    public required int CpuCount { get; init; }

    public required long MemoryBytes { get; init; }

    /// <summary>The .NET runtime.</summary>
    public required string Runtime { get; init; }

    public required string Architecture { get; init; }

    /// <summary>Whether the processor reports a hypervisor: other guests may then disturb the measurement unseen.</summary>
    public bool? Virtualized { get; init; }

    /// <summary>Mean number of processes that ran or waited in the last minute; null if the system does not report it.</summary>
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
