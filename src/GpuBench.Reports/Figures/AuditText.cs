using GpuBench.Publications.Data;

namespace GpuBench.Reports.Figures;

/// <summary>An audit of a figure in words.</summary>
internal static class AuditText
{
    /// <returns>E.g. <c>agrees, 2026-11-27</c>; <c>none</c> without an audit.</returns>
    public static string Short(FigureAudit? audit) => audit is null ? "none" : $"{audit.Entry.Outcome}, {audit.Date}";

    /// <returns>With what was read, what was mended, and the note; null without an audit.</returns>
    public static string? Long(FigureAudit? audit)
    {
        if (audit is null)
            return null;
        var entry = audit.Entry;
        string?[] parts =
        [
            Short(audit),
            entry.Value is { } value ? $"read: {value} ({entry.Locator})" : null,
            entry.Mended is { } mended ? $"mended ({string.Join(", ", entry.Fields)}): {mended}" : null,
            entry.Note,
            $"results/audits/{audit.File}.json",
        ];
        return string.Join("; ", parts.OfType<string>());
    }
}
