using System.Globalization;
using System.Text.Json;
using GpuBench.Measuring;
using GpuBench.Publications.Accelerators;
using GpuBench.Publications.Data;
using GpuBench.Publications.Figures;
using GpuBench.Reports.Tables;

namespace GpuBench.Reports.Figures;

/// <summary>Figures drawn at random, each with all that is needed to read it again in its source.</summary>
public static class FigureAuditReport
{
    public static Report Of(AuditDraw draw, int count, PublishedData data)
    {
        var drawn = draw.From(data, count);
        var names = new AcceleratorNames(data.Accelerators);
        List<DrawnFigure> entries = [.. drawn.Figures.Select(figure => DrawnFigure.Of(figure, data, names))];
        return new(
            [.. Notes(draw, drawn)],
            [.. entries.Select(entry => new Section(entry.Id, Fields(entry)))],
            Flat(entries),
            JsonSerializer.Serialize(
                new(1, draw.Seed, drawn.Figures.Count, drawn.Of, drawn.LeftOut, entries), FiguresJson.Default.AuditDrawDocument) + "\n");
    }

    private static IEnumerable<string> Notes(AuditDraw draw, DrawnFigures drawn)
    {
        yield return string.Create(
            CultureInfo.InvariantCulture, $"{drawn.Figures.Count} of {drawn.Of} figures, drawn at random with seed {draw.Seed}.");
        if (drawn.LeftOut > 0)
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{drawn.LeftOut} computed and recalled figures are not drawn: no source prints them (--all draws them, too).");
    }

    private static Table Fields(DrawnFigure entry)
    {
        (string Name, string? Value)[] fields =
        [
            ("value", entry.Printed),
            ("quantity", entry.Quantity),
            ("task", entry.Task),
            ("type", entry.DType),
            ("sparsity", entry.Sparsity),
            ("FLOP convention", entry.FlopConvention),
            ("method", entry.Method),
            ("accelerator", entry.Name),
            ("devices", FlatText.Of(entry.Count)),
            ("publication", entry.Title),
            ("address", entry.Address),
            ("read at", entry.ReadAt),
            ("place in the source", entry.Locator),
            ("derivation", $"{entry.Confidence}, {entry.Derivation}"),
            ("caveats", string.Join("; ", entry.Caveats)),
            ("file", entry.File),
            ("audit", entry.Audit),
        ];
        var table = new Table(new("field"), new("value", Wraps: true));
        foreach (var (name, value) in fields.Where(field => !string.IsNullOrEmpty(field.Value)))
            table.Add(name, value!);
        return table;
    }

    private static Table Flat(IEnumerable<DrawnFigure> entries)
    {
        var table = Table.Flat(
            "id", "printed", "quantity", "task", "dtype", "sparsity", "flopConvention", "method", "accelerator", "variant", "count",
            "source", "title", "url", "address", "readAt", "locator", "confidence", "derivation", "caveats", "file",
            "auditOutcome", "auditDate");
        foreach (var entry in entries)
            table.Add(
                entry.Id, entry.Printed, entry.Quantity, entry.Task, entry.DType ?? "", entry.Sparsity ?? "", entry.FlopConvention ?? "",
                entry.Method ?? "", entry.Accelerator, entry.Variant, FlatText.Of(entry.Count), entry.Source, entry.Title, entry.Url ?? "",
                entry.Address, entry.ReadAt ?? "", entry.Locator, entry.Confidence, entry.Derivation, string.Join("; ", entry.Caveats),
                entry.File, entry.AuditOutcome ?? "", entry.AuditDate ?? "");
        return table;
    }
}

/// <summary>The JSON output of <c>figures audit N</c>.</summary>
/// <param name="Of">Number of figures that the draw chose from.</param>
/// <param name="LeftOut">Number of computed and recalled figures that were not drawn.</param>
public sealed record AuditDrawDocument(int SchemaVersion, int Seed, int Drawn, int Of, int LeftOut, IReadOnlyList<DrawnFigure> Figures);

/// <summary>A drawn figure in the JSON output.</summary>
/// <param name="Printed">Value and unit, as printed.</param>
/// <param name="Name">Accelerator and variant in words.</param>
/// <param name="Count">Number of devices that the value is the total of.</param>
/// <param name="Source">Slug of the publication.</param>
/// <param name="Address">The address, or the reason why there is none.</param>
/// <param name="ReadAt">The document that was read, with its revision.</param>
/// <param name="File">The file that has the figure.</param>
/// <param name="Audit">Its latest audit in words; <c>none</c> if it was never audited.</param>
public sealed record DrawnFigure(
    string Id, string Printed, string Quantity, string Task, string? DType, string? Sparsity, string? FlopConvention, string? Method,
    string Accelerator, string Variant, string Name, int Count, string Source, string Title, string? Url, string Address, string? ReadAt,
    string Locator, string Confidence, string Derivation, IReadOnlyList<string> Caveats, string File, string Audit,
    string? AuditOutcome, string? AuditDate)
{
    public static DrawnFigure Of(PublishedFigure figure, PublishedData data, AcceleratorNames names)
    {
        var source = data.SourceOf(figure);
        var audit = data.Audits.LatestOf(figure.Id);
        return new(
            figure.Id, FigureText.Value(figure), figure.Quantity, FigureText.Task(figure), FigureDetailReport.Type(figure.DType),
            figure.Sparsity, figure.FlopConvention, MethodOf(figure), figure.Accelerator, figure.Variant, names.Describe(figure.VariantId),
            figure.Count, figure.Source, source.Title, source.Url, SourceAddress.Of(source), source.ReadAt,
            figure.Locator, figure.Confidence, figure.Derivation, figure.Caveats, FigureText.File(figure),
            AuditText.Short(audit), audit?.Entry.Outcome, audit?.Date);
    }

    private static string? MethodOf(PublishedFigure figure) => figure.Method is { } method
        ? $"regime {method.Regime.Text()}, cache {method.Cache.Text()}, {method.Statistic}"
        : null;
}
