using System.Globalization;
using GpuBench.Measuring;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Journals;
using GpuBench.Measuring.Results;

namespace GpuBench.Reports.Results;

/// <summary>Heading of a report, so that a table can be read without its file: program, time, host, devices, command.</summary>
internal static class RunHead
{
    /// <summary>Printed digits of a commit.</summary>
    private const int CommitDigits = 12;

    public static IEnumerable<string> Of(ResultDocument document)
    {
        var manifest = document.Manifest;
        yield return $"{Tool(manifest.Tool)}, {Time(manifest)}, on {Host(manifest.Host)}.";
        foreach (var engines in document.Manifest.Devices.GroupBy(opened => (opened.Device.Id, opened.Device.Name, opened.Device.Uuid)))
            yield return $"{Device([.. engines.Select(opened => opened.Device)])}.";
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"Command: gpubench {string.Join(' ', manifest.Command.Select(ShellWord.Quote))} "
            + $"(suite {manifest.Suite}, {manifest.Rounds} rounds, seed {manifest.Seed}).");
    }

    private static string Tool(ToolInfo tool) =>
        $"{tool.Name} {tool.Version}, commit {(tool.Commit is { } all ? all[..Math.Min(CommitDigits, all.Length)] : "unknown")}";

    private static string Time(Manifest manifest) => string.Create(
        CultureInfo.InvariantCulture,
        $"{manifest.StartedAt.UtcDateTime:yyyy-MM-dd HH:mm} UTC{(manifest.FinishedAt is null ? ", not finished" : "")}");

    private static string Host(HostInfo host) => string.Create(
        CultureInfo.InvariantCulture,
        $"{host.Cpu}, {host.CpuCount} cores{(host.Virtualized == true ? ", virtual" : "")}, {host.Os}"
        + $"{(host.Kernel == host.Os ? "" : $", kernel {host.Kernel}")}, {host.Runtime}");

    private static string Device(IReadOnlyList<DeviceInfo> engines)
    {
        var device = engines[0];
        var parts = new List<string> { $"{device.Id} {device.Name}" };
        if (device.Variant != "unstated")
            parts.Add(device.Variant);
        if (device.Class == DeviceClass.Accelerator)
            parts.AddRange(Card(device));
        parts.Add($"by {string.Join(" and ", engines.Select(engine => engine.Engine))}");
        return string.Join(", ", parts);
    }

    private static IEnumerable<string> Card(DeviceInfo device)
    {
        yield return device.Uuid is { } uuid ? $"UUID {uuid}" : "UUID unknown";
        yield return device.Driver is { } driver ? $"driver {driver}" : "driver unknown";
        yield return device.PowerLimitWatts is { } watts
            ? string.Create(CultureInfo.InvariantCulture, $"power limit {watts:R} W")
            : "power limit unknown";
        yield return device.EccEnabled is { } isOn ? $"ECC {(isOn ? "on" : "off")}" : "ECC unknown";
        if (device.Partition is { } partition)
            yield return $"partition {partition}";
    }
}
