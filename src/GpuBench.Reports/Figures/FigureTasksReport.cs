using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using GpuBench.Publications.Accelerators;
using GpuBench.Publications.Coverage;
using GpuBench.Reports.Tables;

namespace GpuBench.Reports.Figures;

/// <summary>The published tasks of some accelerators, each with the suite that measures it, or the reason why none does.</summary>
public static class FigureTasksReport
{
    /// <param name="accelerators">Slugs, in the order of the columns.</param>
    public static Report Of(IReadOnlyList<FigureTask> tasks, IReadOnlyList<VariantId> accelerators, AcceleratorNames names)
    {
        var families = TaskFamily.Of(tasks);
        var entries = tasks.Select(FigureTaskEntry.Of).ToList();
        return new(
            () => new(Notes(tasks), [.. families.GroupBy(family => family.Title).Select(one => Section(one, accelerators, names))], []),
            () => Flat(entries),
            () => JsonSerializer.Serialize(new(1, entries), FiguresJson.Default.FigureTasksDocument) + "\n");
    }

    private static IReadOnlyList<string> Notes(IReadOnlyList<FigureTask> tasks)
    {
        var measured = tasks.Count(task => task.Suite is not null);
        return
        [
            string.Create(CultureInfo.InvariantCulture, $"{tasks.Count} published tasks; a suite measures {measured} of them. ")
                + "Columns of accelerators: the number of figures, of all variants, kernels and programs.",
            "Shapes: m×n×k of a matrix multiply; batch × length (b×t, with another number of keys b×t×s), h heads (/ key heads) of size d.",
            "Measured: the shortest suite with a row that is divided by one of the figures, on a GPU of the Hopper class; "
                + "or no, with what every row lacks.",
        ];
    }

    private static Section Section(
        IGrouping<string, TaskFamily> families, IReadOnlyList<VariantId> accelerators, AcceleratorNames names)
    {
        var table = new Table(
            [
                new("task", Wraps: true), new("type"), .. accelerators.Select(one => new Column(NameOf(one, names), true)),
                new("measured", Wraps: true),
            ]);
        foreach (var family in families)
            table.Add(
                [
                    family.Text, family.Type,
                    .. accelerators.Select(one => Count(family.Tasks.Sum(task => FiguresOf(task, one).Count()))), family.Measured,
                ]);
        return new(families.Key, table);
    }

    /// <summary>The accelerator without its variant, as typed.</summary>
    private static string NameOf(VariantId one, AcceleratorNames names) =>
        names.Typed(one)[..^(one.Variant.Length + 1)].ToUpperInvariant();

    private static IEnumerable<string> FiguresOf(FigureTask task, VariantId one) =>
        task.Figures.Where(figure => figure.Variant!.Value.Accelerator == one.Accelerator).Select(figure => figure.Id);

    private static string Count(int count) => count == 0 ? "" : count.ToString(CultureInfo.InvariantCulture);

    private static Table Flat(IReadOnlyList<FigureTaskEntry> entries)
    {
        var table = Table.Flat("kind", "quantity", "task", "dtype", "count", "suite", "reasons", "accelerator", "figure");
        foreach (var entry in entries)
            foreach (var figure in entry.Figures)
                table.Add(
                    entry.Kind, entry.Quantity, string.Join(' ', entry.Task.Select(field => $"{field.Key}={field.Value}")),
                    entry.DType ?? "", FlatText.Of(entry.Count), entry.Suite ?? "", string.Join(", ", entry.Reasons), figure.Variant,
                    figure.Id);
        return table;
    }
}

public sealed record FigureTasksDocument(int SchemaVersion, IReadOnlyList<FigureTaskEntry> Tasks);

/// <summary>A published task in the JSON output.</summary>
/// <param name="Count">Devices that the values are the total of.</param>
/// <param name="Suite">The shortest suite that measures it; null if none does.</param>
/// <param name="Reasons">Why no suite measures it.</param>
public sealed record FigureTaskEntry(
    string Kind, string Quantity, IReadOnlyDictionary<string, string> Task, [property: JsonPropertyName("dtype")] string? DType, int Count,
    string? Suite, IReadOnlyList<string> Reasons, IReadOnlyList<FigureOfTaskEntry> Figures)
{
    internal static FigureTaskEntry Of(FigureTask task) => new(
        task.Kind, task.Quantity.Name, task.Fields, task.Type, task.Count, task.Suite, task.Reasons,
        [.. task.Figures.Select(figure => new FigureOfTaskEntry(figure.Id, figure.Variant.ToString()!))]);
}

/// <param name="Variant">E.g. <c>h100-sxm5-80gb</c>.</param>
public sealed record FigureOfTaskEntry(string Id, string Variant);
