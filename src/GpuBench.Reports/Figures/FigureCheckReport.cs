using System.Globalization;
using System.Text.Json;
using GpuBench.Publications.Checking;
using GpuBench.Publications.Figures;
using GpuBench.Reports.Tables;

namespace GpuBench.Reports.Figures;

/// <summary>The checks of the published figures, the disagreements between sources, and the figures that must not be divided.</summary>
public static class FigureCheckReport
{
    public static Report Of(CheckedData data, IReadOnlyList<FigureCheckResult> results)
    {
        var document = FigureCheckDocument.Of(data, results);
        var sections = new List<Section> { new("Checks", Checks(results)) };
        if (results.Any(result => result.Findings.Count > 0))
            sections.Add(new("Findings", Findings(results)));
        sections.Add(new("Disagreements", Disagreements(document.Disagreements)));
        sections.Add(new($"Not structured, never divided: {document.Unstructured.Count}", Unusable(document.Unstructured)));
        sections.Add(new($"Recalled, never divided: {document.Recalled.Count}", Unusable(document.Recalled)));
        var json = JsonSerializer.Serialize(document, FiguresJson.Default.FigureCheckDocument) + "\n";
        return new([Summary(data, results)], sections, FigureCheckRows.Of(document), json);
    }

    private static string Summary(CheckedData data, IReadOnlyList<FigureCheckResult> results)
    {
        var findings = results.Sum(result => result.Findings.Count);
        var verdict = findings switch { 0 => "consistent", 1 => "1 finding", _ => $"{findings} findings" };
        var read = data.Data;
        return $"{read.Figures.Count} figures of {read.Accelerators.Count} accelerators "
            + $"from {read.Publications.Count} publications: {verdict}.";
    }

    private static Table Checks(IReadOnlyList<FigureCheckResult> results)
    {
        var table = new Table(new("check", Wraps: true), new("checked"), new("count", true), new("findings", true));
        foreach (var result in results)
            table.Add(result.Name, result.Subjects, FlatText.Of(result.Count), FlatText.Of(result.Findings.Count));
        return table;
    }

    private static Table Findings(IReadOnlyList<FigureCheckResult> results)
    {
        var table = new Table(
            new("file", Wraps: true), new("figure", Wraps: true), new("finding", Wraps: true), new("what to do", Wraps: true));
        foreach (var finding in results.SelectMany(result => result.Findings))
            table.Add(finding.File, finding.Figure ?? "", finding.What, finding.Remedy);
        return table;
    }

    private static Table Disagreements(IReadOnlyList<DisagreementRange> ranges)
    {
        var table = new Table(
            new("topic", Wraps: true), new("range", true), new("unit"), new("values", Wraps: true), new("preferred", true),
            new("because", Wraps: true));
        foreach (var range in ranges)
            table.Add(
                range.Topic, $"{Rounded(range.Low)} .. {Rounded(range.High)}", range.Unit, range.ValuesWithSources(),
                range.Figures.FirstOrDefault(figure => figure.Id == range.Preferred) is { } preferred
                    ? FlatText.Of(preferred.Value) : "none",
                range.Because);
        return table;
    }

    private static Table Unusable(IReadOnlyList<UnusableFigure> figures)
    {
        var table = new Table(new("figure", Wraps: true), new("source", Wraps: true), new("because", Wraps: true));
        foreach (var figure in figures)
            table.Add(figure.Id, figure.Source, figure.Because);
        return table;
    }

    private static string Rounded(double number) => number.ToString("0.###", CultureInfo.InvariantCulture);
}

/// <summary>The report as one table for spreadsheets. A row is a check, a finding, a range, or a figure that is never divided.</summary>
internal static class FigureCheckRows
{
    public static Table Of(FigureCheckDocument document)
    {
        var table = Table.Flat("kind", "name", "file", "figure", "count", "findings", "low", "high", "unit", "what", "because");
        foreach (var check in document.Checks)
        {
            table.Add(
                "check", check.Name, "", "", FlatText.Of(check.Count), FlatText.Of(check.Findings.Count),
                "", "", "", check.Subjects, "");
            foreach (var finding in check.Findings)
                table.Add("finding", check.Name, finding.File, finding.Figure ?? "", "", "", "", "", "", finding.What, finding.Remedy);
        }
        foreach (var range in document.Disagreements)
            table.Add(
                "disagreement", range.Topic, "", range.Preferred ?? "", FlatText.Of(range.Figures.Count), "",
                FlatText.Of(range.Low), FlatText.Of(range.High), range.Unit, range.ValuesWithSources(), range.Because);
        Add(table, "unstructured", document.Unstructured);
        Add(table, "recalled", document.Recalled);
        return table;
    }

    private static void Add(Table table, string kind, IReadOnlyList<UnusableFigure> figures)
    {
        foreach (var figure in figures)
            table.Add(kind, figure.Source, "", figure.Id, "", "", "", "", "", "", figure.Because);
    }
}

/// <summary>The JSON output of <c>figures check</c>.</summary>
public sealed record FigureCheckDocument(
    int SchemaVersion,
    IReadOnlyList<FigureCheckResult> Checks,
    IReadOnlyList<DisagreementRange> Disagreements,
    IReadOnlyList<UnusableFigure> Unstructured,
    IReadOnlyList<UnusableFigure> Recalled)
{
    public static FigureCheckDocument Of(CheckedData data, IReadOnlyList<FigureCheckResult> results) => new(
        1,
        results,
        [.. data.Data.Disagreements.Select(entry => DisagreementRange.Of(entry, data)).OfType<DisagreementRange>()],
        Where(data, figure => figure.UnstructuredBecause),
        Where(data, RecalledBecause));

    private static UnusableFigure[] Where(CheckedData data, Func<PublishedFigure, string?> reasonOf) =>
    [
        .. from figure in data.Data.Figures
           let reason = reasonOf(figure)
           where reason is not null
           select new UnusableFigure(figure.Id, figure.Source, reason),
    ];

    private static string? RecalledBecause(PublishedFigure figure)
    {
        if (figure.Confidence != "recalled")
            return null;
        return figure.Inputs.Count > 0 ? "computed from a recalled figure" : "its source was not read";
    }
}

/// <summary>A figure that is never divided.</summary>
public sealed record UnusableFigure(string Id, string Source, string Because);
