using System.Globalization;
using System.Text.Json;
using GpuBench.Reports.Tables;

namespace GpuBench.Reports;

/// <summary>What can be measured. Json and csv have the same form for all workloads and for one.</summary>
public static class WorkloadReport
{
    private const string LibraryCode = "no kernel of gpubench: libtorch or the driver does the work";

    /// <summary>A row for each workload.</summary>
    public static Report List(IReadOnlyList<WorkloadEntry> entries)
    {
        var table = new Table(
            new("workload"), new("measures", Wraps: true), new("unit", Wraps: true), new("engines", Wraps: true),
            new("axes", Wraps: true, Optional: true));
        foreach (var entry in entries)
            table.Add(
                entry.Name, entry.Summary, Listed(entry.Units), Listed(entry.Engines.Select(engine => engine.Engine)),
                Listed(entry.Axes.Select(axis => axis.Name)));
        var conditions = Listed(entries.SelectMany(entry => entry.Conditions).Select(axis => axis.Name).Distinct());
        return Of(["'workloads NAME' describes one workload."], [new($"Workloads: each also has the axes {conditions}", table)], entries);
    }

    /// <summary>One workload with its axes and kernels.</summary>
    public static Report Detail(WorkloadEntry entry) => Of(
        [$"{entry.Name}: {entry.Description}"],
        [
            new("Measurement", Fields(entry)),
            new("Axes: --axis NAME=VALUE,… replaces the values of the suite", Axes(entry)),
            new("Engines and kernels", Kernels(entry)),
        ],
        [entry]);

    private static Report Of(IReadOnlyList<string> notes, IReadOnlyList<Section> sections, IReadOnlyList<WorkloadEntry> entries) => new(
        notes, sections, Flat(entries), JsonSerializer.Serialize(new(1, entries), WorkloadsJson.Default.WorkloadsDocument) + "\n");

    private static Table Fields(WorkloadEntry entry) => new Table(new("field"), new("value", Wraps: true))
        .Add("unit of the value", Listed(entry.Units))
        .Add("limited by", entry.LimitedBy ?? "differs between rows; tables of results name it")
        .Add("published figures", entry.Quantity is { } quantity
            ? $"{quantity} ('figures list --quantity {quantity}' lists them)"
            : $"none: {entry.UnpublishedReason}")
        .Add("example", entry.Example);

    private static Table Axes(WorkloadEntry entry)
    {
        var table = new Table(new("axis"), new("meaning", Wraps: true), new("values", Wraps: true));
        foreach (var axis in entry.Axes.Concat(entry.Conditions))
            table.Add(axis.Name, axis.Meaning, Values(axis) + (axis.Default is { } value ? $"; default {value}" : ""));
        return table;
    }

    private static Table Kernels(WorkloadEntry entry)
    {
        var table = new Table(new("engine"), new("kernel"), new("technique", Wraps: true));
        foreach (var engine in entry.Engines)
            foreach (var kernel in engine.Kernels.DefaultIfEmpty(new("", LibraryCode)))
                table.Add(engine.Engine, kernel.Name, kernel.Technique);
        return table;
    }

    private static Table Flat(IReadOnlyList<WorkloadEntry> entries)
    {
        var table = Table.Flat(
            "workload", "summary", "description", "units", "limitedBy", "axes", "engines", "kernels", "quantity", "unpublishedReason",
            "example");
        foreach (var entry in entries)
            table.Add(
                entry.Name, entry.Summary, entry.Description, Listed(entry.Units), entry.LimitedBy ?? "",
                string.Join("; ", entry.Axes.Concat(entry.Conditions).Select(axis => $"{axis.Name}: {Values(axis)}")),
                Listed(entry.Engines.Select(engine => engine.Engine)),
                Listed(entry.Engines.SelectMany(engine => engine.Kernels).Select(kernel => kernel.Name)),
                entry.Quantity ?? "", entry.UnpublishedReason ?? "", entry.Example);
        return table;
    }

    private static string Values(AxisEntry axis) =>
        axis.Words is { } words ? Listed(words) : string.Create(CultureInfo.InvariantCulture, $"{axis.Minimum} … {axis.Maximum}");

    private static string Listed(IEnumerable<string> words) => string.Join(", ", words);
}
