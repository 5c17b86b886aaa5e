namespace GpuBench.Publications.Data;

/// <summary>All audits, and the latest of each figure. Immutable, thread-safe.</summary>
public sealed class AuditHistory
{
    private readonly Dictionary<string, FigureAudit> _latest = [];

    public AuditHistory(IEnumerable<Audit> audits)
    {
        All =
        [
            .. audits.OrderBy(audit => audit.Date, StringComparer.Ordinal)
                .ThenBy(audit => audit.Slug.Length).ThenBy(audit => audit.Slug, StringComparer.Ordinal),
        ];
        foreach (var audit in All)
            foreach (var entry in audit.Entries)
                _latest[entry.Id] = new(audit.Slug, audit.Date, entry);
    }

    /// <summary>In order of their dates.</summary>
    public IReadOnlyList<Audit> All { get; }

    /// <summary>The latest audit of each audited figure.</summary>
    public IReadOnlyCollection<FigureAudit> Latest => _latest.Values;

    /// <returns>Null if the figure was never audited.</returns>
    public FigureAudit? LatestOf(string figureId) => _latest.GetValueOrDefault(figureId);
}

/// <summary>An audit of one figure.</summary>
/// <param name="File">Name of the file of results/audits, without its extension.</param>
public sealed record FigureAudit(string File, string Date, AuditEntry Entry);

/// <summary>The numbers of outcomes.</summary>
/// <param name="ValueDiffered">The value or its unit was wrong.</param>
/// <param name="OtherFieldDiffered">The value was right, and another field was wrong.</param>
public sealed record AuditCounts(int Audited, int Agree, int ValueDiffered, int OtherFieldDiffered, int NotReachable)
{
    private static readonly string[] FieldsOfValue = ["value", "unit", "text", "low", "high", "bound"];

    public static AuditCounts Of(IEnumerable<AuditEntry> entries)
    {
        var list = entries.ToList();
        var differed = list.Where(entry => entry.Outcome == AuditOutcome.Differs).ToLookup(IsOfValue);
        return new(
            list.Count, list.Count(entry => entry.Outcome == AuditOutcome.Agrees), differed[true].Count(), differed[false].Count(),
            list.Count(entry => entry.Outcome == AuditOutcome.NotReachable));
    }

    private static bool IsOfValue(AuditEntry entry) => entry.Fields.Any(FieldsOfValue.Contains);
}
