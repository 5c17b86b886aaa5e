using System.Globalization;
using GpuBench.Publications.Data;
using GpuBench.Publications.Figures;

namespace GpuBench.Publications.Checking;

/// <summary>An audit must have an entry for each figure that it drew. An auditor must not omit an inconvenient one.</summary>
public sealed class AuditDrawCheck : IFigureCheck
{
    public string Name => "an audit has one entry for each figure that it drew";

    public FigureCheckResult Run(CheckedData data) => FigureCheckResult.Of(Name, "audits", data.Data.Audits.All, Look);

    private static IEnumerable<CheckFinding> Look(Audit audit)
    {
        var file = AuditCheck.FileOf(audit.Slug);
        if (!audit.Slug.StartsWith($"{audit.Date}-", StringComparison.Ordinal))
            yield return new(file, null, $"its date is {audit.Date}", "name the file by date and number");
        if (audit.Entries.Count != audit.Drawn)
            yield return new(
                file, null, string.Create(CultureInfo.InvariantCulture, $"{audit.Drawn} figures were drawn, {audit.Entries.Count} entered"),
                "add the missing entries; a source that could not be opened is 'not reachable'");
        foreach (var twice in audit.Entries.GroupBy(entry => entry.Id).Where(group => group.Count() > 1))
            yield return new(file, twice.Key, "the audit has two entries for it", "remove one of them");
    }
}

/// <summary>
/// What an auditor read must be what the figure states: for <c>agrees</c> as it was, for <c>differs</c> after the correction. If a figure
/// was audited again, only the latest entry is compared with it.
/// </summary>
public sealed class AuditCheck : IFigureCheck
{
    public string Name => "audited figures state what was read in the source";

    public FigureCheckResult Run(CheckedData data) => FigureCheckResult.Of(
        Name,
        "audited figures",
        data.Data.Audits.All.SelectMany(audit => audit.Entries.Select(entry => new FigureAudit(audit.Slug, audit.Date, entry))),
        audit => Look(data.Data, audit).Select(found => new CheckFinding(FileOf(audit.File), audit.Entry.Id, found.What, found.Remedy)));

    internal static string FileOf(string slug) => $"audits/{slug}.json";

    private static IEnumerable<(string What, string Remedy)> Look(PublishedData data, FigureAudit audit)
    {
        var entry = audit.Entry;
        if (data.Find(entry.Id) is not { } figure)
            return [("there is no such figure", "correct the id")];
        List<(string, string)> found = [.. Form(entry)];
        if (entry.Note is null && entry.Address != data.SourceOf(figure).Url)
            found.Add((
                $"it opened {entry.Address}, which is not the address of the publication",
                "explain in note why this address prints the figure"));
        if (data.Audits.LatestOf(entry.Id) == audit)
            found.AddRange(Value(entry, figure));
        return found;
    }

    /// <summary>Whether the entry has what its outcome needs, and nothing else.</summary>
    private static IEnumerable<(string, string)> Form(AuditEntry entry)
    {
        var isMended = entry.Mended is not null && entry.Fields.Count > 0;
        if (entry.Outcome == AuditOutcome.Agrees && entry.Value is null)
            yield return ("it agrees, but no value was read", "state the value as printed; if the source did not open: 'not reachable'");
        if (entry.Outcome == AuditOutcome.NotReachable && (entry.Value ?? entry.InUnit?.ToString(CultureInfo.InvariantCulture)) is { } read)
            yield return ($"it is not reachable, but '{read}' was read", "remove the value, or correct the outcome");
        if (entry.Outcome == AuditOutcome.Differs && !isMended)
            yield return ("it differs, but does not say what was mended", "name the wrong fields in fields, and the correction in mended");
        if (entry.Outcome != AuditOutcome.Differs && (entry.Mended is not null || entry.Fields.Count > 0))
            yield return ($"it is '{entry.Outcome}', but something was mended", "make it 'differs'");
        if (entry.InUnit is not null && entry.Note is null)
            yield return ("it converts the value, and does not say how", "explain the conversion in note");
    }

    private static IEnumerable<(string, string)> Value(AuditEntry entry, PublishedFigure figure)
    {
        if (entry.Value is { } value && !Agrees(value, entry.InUnit, figure))
            yield return (
                $"'{value}' was read, but the figure states {Stated(figure)}",
                "correct the figure (outcome 'differs'); if the source prints another unit, inUnit has the number in the figure's unit");
        if (entry is { Outcome: AuditOutcome.Differs, Value: null } && AuditDraw.IsSourced(figure))
            yield return (
                "the source did not print it, but the figure is verified", "state the value that was read, or make the figure recalled");
    }

    private static bool Agrees(string read, double? inUnit, PublishedFigure figure)
    {
        if (figure.Value is not { } stated)
            return inUnit is null && Plain(read) == Plain(figure.Text ?? "");
        return inUnit is { } converted
            ? converted == stated
            : PrintedValue.Parse(read) is { } printed && printed.Number == stated && printed.IsIn(figure.Unit);
    }

    private static string Plain(string text) =>
        string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).ToUpperInvariant();

    private static string Stated(PublishedFigure figure) => figure.Value is { } value
        ? string.Create(CultureInfo.InvariantCulture, $"{value:R} {figure.Unit}")
        : $"'{figure.Text}'";
}
