using System.Globalization;
using System.Text.Json;
using GpuBench.Publications.Data;
using GpuBench.Reports.Tables;

namespace GpuBench.Reports.Figures;

/// <summary>How many figures were audited, with which outcome, and what was mended.</summary>
public static class FigureAuditSummaryReport
{
    public static Report Of(PublishedData data)
    {
        var sourced = data.Figures.Count(AuditDraw.IsSourced);
        List<AuditSummary> audits =
        [
            .. data.Audits.All.Select(audit => new AuditSummary(
                audit.Slug, audit.Date, audit.Seed, audit.Drawn, audit.Of, audit.From, AuditCounts.Of(audit.Entries))),
        ];
        List<FigureAudit> open = [.. data.Audits.Latest.Where(audit => audit.Entry.Outcome != AuditOutcome.Agrees)];
        var total = AuditCounts.Of(data.Audits.Latest.Select(audit => audit.Entry));
        var sections = new List<Section> { new("Audits", Rows(audits)) };
        if (open.Count > 0)
            sections.Add(new("Differed and mended, or not reachable", Details(open)));
        return new(
            [Summary(total, sourced)], sections, Flat(audits),
            JsonSerializer.Serialize(new(1, sourced, total, audits, open), FiguresJson.Default.AuditSummaryDocument) + "\n");
    }

    private static string Summary(AuditCounts total, int sourced) => string.Create(
        CultureInfo.InvariantCulture,
        $"{total.Audited} of {sourced} figures that were read in a source are audited: {total.Agree} agree, ")
        + string.Create(
            CultureInfo.InvariantCulture,
            $"{total.ValueDiffered} differed in the value and {total.OtherFieldDiffered} in another field and were mended, ")
        + string.Create(CultureInfo.InvariantCulture, $"{total.NotReachable} were not reachable.");

    private static Table Rows(IEnumerable<AuditSummary> audits)
    {
        var table = new Table(
            new("audit"), new("seed", true), new("drawn", true), new("of", true), new("agree", true), new("value differed", true),
            new("other field differed", true), new("not reachable", true), new("from", Wraps: true));
        foreach (var audit in audits)
            table.Add(
                audit.File, FlatText.Of(audit.Seed), FlatText.Of(audit.Drawn), FlatText.Of(audit.Of), FlatText.Of(audit.Counts.Agree),
                FlatText.Of(audit.Counts.ValueDiffered), FlatText.Of(audit.Counts.OtherFieldDiffered),
                FlatText.Of(audit.Counts.NotReachable), audit.From ?? "every source");
        return table;
    }

    private static Table Details(IEnumerable<FigureAudit> audits)
    {
        var table = new Table(
            new("figure", Wraps: true), new("outcome"), new("fields", Wraps: true), new("mended, or why not reachable", Wraps: true));
        foreach (var audit in audits)
            table.Add(
                audit.Entry.Id, audit.Entry.Outcome, string.Join(", ", audit.Entry.Fields),
                audit.Entry.Mended ?? audit.Entry.Note ?? "");
        return table;
    }

    private static Table Flat(IEnumerable<AuditSummary> audits)
    {
        var table = Table.Flat(
            "file", "date", "seed", "drawn", "of", "from", "audited", "agree", "valueDiffered", "otherFieldDiffered", "notReachable");
        foreach (var audit in audits)
            table.Add(
                audit.File, audit.Date, FlatText.Of(audit.Seed), FlatText.Of(audit.Drawn), FlatText.Of(audit.Of), audit.From ?? "",
                FlatText.Of(audit.Counts.Audited), FlatText.Of(audit.Counts.Agree), FlatText.Of(audit.Counts.ValueDiffered),
                FlatText.Of(audit.Counts.OtherFieldDiffered), FlatText.Of(audit.Counts.NotReachable));
        return table;
    }
}

/// <summary>The JSON output of <c>figures audit --summary</c>.</summary>
/// <param name="Sourced">Number of figures that were read in a source.</param>
/// <param name="Total">Of the latest audit of each figure.</param>
/// <param name="Open">Audits of figures that differed and were mended, or whose source was not reachable.</param>
public sealed record AuditSummaryDocument(
    int SchemaVersion, int Sourced, AuditCounts Total, IReadOnlyList<AuditSummary> Audits, IReadOnlyList<FigureAudit> Open);

/// <summary>One audit in the JSON output.</summary>
/// <param name="File">Name of the file of results/audits, without its extension.</param>
/// <param name="From">What the draw was limited to; null: nothing.</param>
public sealed record AuditSummary(string File, string Date, int Seed, int Drawn, int Of, string? From, AuditCounts Counts);
