using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using GpuBench.Publications.Data;
using GpuBench.Publications.Figures;
using GpuBench.Reports.Tables;

namespace GpuBench.Reports.Figures;

/// <summary>A section per quantity with a row per figure.</summary>
public static class FigureListReport
{
    public static Report Of(IReadOnlyList<PublishedFigure> figures, PublishedData data)
    {
        var entries = figures.Select(figure => FigureEntry.Of(figure, data)).ToList();
        return new(
            [
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{figures.Count} of {data.Figures.Count} published figures. V: read in the source; C: computed from V; ")
                    + "R: recalled, never divided. Tier 1 is the best kind of source, 6 the worst.",
            ],
            [
                .. from figure in figures
                   group figure by figure.Quantity into quantity
                   orderby QuantityOrder.RankOf(quantity.Key)
                   select new Section($"{quantity.Key}: {Quantities.Get(quantity.Key).Meaning}", Rows([.. quantity], data))
                   {
                       Notes = [PairTables.Sources(quantity.Select(figure => figure.Source))],
                   },
            ],
            Flat(entries),
            JsonSerializer.Serialize(new(1, entries), FiguresJson.Default.FigureListDocument) + "\n");
    }

    /// <summary>On a narrow terminal optional columns are dropped; the id has most of their content.</summary>
    private static Table Rows(IReadOnlyList<PublishedFigure> figures, PublishedData data)
    {
        var table = new Table(
            new("id"), new("value", true), new("task", Wraps: true), new("type", Optional: true), new("confidence", Optional: true),
            new("tier", true, Optional: true), new("accelerator", Optional: true), new("source", Optional: true));
        var additions = DistinctLabels.Additions(
            figures, figure => $"{figure.VariantId} {FigureText.Task(figure)} {FigureText.Type(figure.DType)}");
        foreach (var (figure, addition) in figures.Zip(additions))
            table.Add(
                figure.Id, FigureText.Short(figure), (FigureText.Task(figure) + addition).TrimStart(',', ' '),
                FigureText.Type(figure.DType), FigureText.ConfidenceCode(figure), FigureText.Tier(data.SourceOf(figure)),
                figure.VariantId.ToString(), figure.Source);
        return table;
    }

    private static Table Flat(IEnumerable<FigureEntry> entries)
    {
        var table = Table.Flat(
            "id", "accelerator", "variant", "count", "quantity", "value", "unit", "printed", "dtype", "weights", "sparsity", "unitClass",
            "kind", "task", "kernel", "tier", "confidence", "source", "unstructuredBecause");
        foreach (var entry in entries)
            table.Add(
                entry.Id, entry.Accelerator, entry.Variant, FlatText.Of(entry.Count), entry.Quantity,
                FlatText.Of(entry.Value), entry.SiUnit ?? "", entry.Printed, entry.DType ?? "", entry.Weights ?? "",
                entry.Sparsity ?? "", entry.HardwareUnit ?? "", entry.Kind ?? "",
                string.Join(',', entry.Task.Select(field => $"{field.Key}={field.Value}")), entry.Kernel ?? "",
                FlatText.Of(entry.Tier), entry.Confidence, entry.Source, entry.UnstructuredBecause ?? "");
        return table;
    }
}

public sealed record FigureListDocument(int SchemaVersion, IReadOnlyList<FigureEntry> Figures);

/// <summary>A published figure in the JSON output.</summary>
/// <param name="Value">In <paramref name="SiUnit"/>; null if the source prints words.</param>
/// <param name="Printed">As printed, with the unit.</param>
/// <param name="DType">Of the operands.</param>
/// <param name="Weights">Type of the stored weights; null if it is that of the operands.</param>
/// <param name="UnstructuredBecause">What the source omits; null if it has everything that a repetition needs.</param>
public sealed record FigureEntry(
    string Id, string Accelerator, string Variant, int Count, string Quantity, double? Value, string? SiUnit, string Printed, string? DType,
    string? Weights, string? Sparsity, [property: JsonPropertyName("unitClass")] string? HardwareUnit, string? Kind,
    IReadOnlyDictionary<string, string> Task, string? Kernel, int Tier, string Confidence, string Source, string? UnstructuredBecause)
{
    public static FigureEntry Of(PublishedFigure figure, PublishedData data)
    {
        var unit = PrintedUnit.Find(figure.Unit);
        return new(
            figure.Id, figure.Accelerator, figure.Variant, figure.Count, figure.Quantity, figure.Value * unit?.Factor, unit?.Si,
            FigureText.Value(figure), figure.DType?.Input, figure.DType?.Weights, figure.Sparsity, figure.HardwareUnit,
            figure.WorkloadWord("kind"), WorkloadTask.FieldsOf(figure.Workload), figure.WorkloadWord("kernel"), data.SourceOf(figure).Tier,
            figure.Confidence, figure.Source, figure.UnstructuredBecause);
    }
}
