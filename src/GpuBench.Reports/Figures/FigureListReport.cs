using System.Globalization;
using System.Text.Json;
using GpuBench.Publications.Data;
using GpuBench.Publications.Figures;
using GpuBench.Reports.Tables;

namespace GpuBench.Reports.Figures;

/// <summary>One row a figure, a section a quantity.</summary>
public static class FigureListReport
{
    public static Report Of(IReadOnlyList<PublishedFigure> figures, PublishedData data)
    {
        var entries = figures.Select(figure => FigureEntry.Of(figure, data)).ToList();
        return new(
            [
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{figures.Count} of {data.Figures.Count} published figures. V: read in the source; C: computed from such; ")
                    + "R: recalled, never divided. Tier 1 is the best kind of source, 6 the worst.",
            ],
            [.. Quantities.All.Join(figures, quantity => quantity.Name, figure => figure.Quantity, (quantity, figure) => (quantity, figure))
                .GroupBy(pair => pair.quantity, pair => pair.figure)
                .Select(group => new Section($"{group.Key.Name}: {group.Key.Meaning}", Rows(group, data)))],
            Flat(entries),
            JsonSerializer.Serialize(new(1, entries), FiguresJson.Default.FigureListDocument) + "\n");
    }

    /// <summary>An id says most of what a narrow terminal has no room for.</summary>
    private static Table Rows(IEnumerable<PublishedFigure> figures, PublishedData data)
    {
        var table = new Table(
            new("id"), new("value", true), new("task", Wraps: true), new("type", Optional: true), new("confidence", Optional: true),
            new("tier", true, Optional: true), new("accelerator", Optional: true), new("source", Optional: true));
        foreach (var figure in figures)
            table.Add(
                figure.Id, FigureText.Value(figure), FigureText.Task(figure), FigureText.Type(figure.DType),
                FigureText.ConfidenceCode(figure), FigureText.Tier(data.SourceOf(figure)), figure.VariantId.ToString(), figure.Source);
        return table;
    }

    private static Table Flat(IEnumerable<FigureEntry> entries)
    {
        var table = Table.Flat(
            "id", "accelerator", "variant", "count", "quantity", "value", "unit", "printed", "dtype", "sparsity", "unitClass", "kind",
            "task", "kernel", "tier", "confidence", "source", "unstructuredBecause");
        foreach (var entry in entries)
            table.Add(
                entry.Id, entry.Accelerator, entry.Variant, FlatText.Of(entry.Count), entry.Quantity,
                FlatText.Of(entry.Value), entry.SiUnit ?? "", entry.Printed, entry.DType ?? "",
                entry.Sparsity ?? "", entry.UnitClass ?? "", entry.Kind ?? "",
                string.Join(',', entry.Task.Select(field => $"{field.Key}={field.Value}")), entry.Kernel ?? "",
                FlatText.Of(entry.Tier), entry.Confidence, entry.Source, entry.UnstructuredBecause ?? "");
        return table;
    }
}

public sealed record FigureListDocument(int SchemaVersion, IReadOnlyList<FigureEntry> Figures);

/// <summary>One published figure for programs.</summary>
/// <param name="Value">In <paramref name="SiUnit"/>; null where the source prints words.</param>
/// <param name="Printed">As the source prints it, with its unit.</param>
/// <param name="UnstructuredBecause">What the source leaves out; null where a repetition has all it needs.</param>
public sealed record FigureEntry(
    string Id, string Accelerator, string Variant, int Count, string Quantity, double? Value, string? SiUnit, string Printed, string? DType,
    string? Sparsity, string? UnitClass, string? Kind, IReadOnlyDictionary<string, string> Task, string? Kernel, int Tier,
    string Confidence, string Source, string? UnstructuredBecause)
{
    public static FigureEntry Of(PublishedFigure figure, PublishedData data)
    {
        var unit = PrintedUnit.Find(figure.Unit);
        return new(
            figure.Id, figure.Accelerator, figure.Variant, figure.Count, figure.Quantity, figure.Value * unit?.Factor, unit?.Si,
            FigureText.Value(figure), figure.DType?.Input, figure.Sparsity, figure.UnitClass, figure.WorkloadWord("kind"),
            WorkloadTask.FieldsOf(figure.Workload), figure.WorkloadWord("kernel"), data.SourceOf(figure).Tier, figure.Confidence,
            figure.Source, figure.UnstructuredBecause);
    }
}
