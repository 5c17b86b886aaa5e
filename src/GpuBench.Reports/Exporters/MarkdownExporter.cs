using GpuBench.Reports.Tables;

namespace GpuBench.Reports.Exporters;

/// <summary>Markdown tables, for issues and repositories.</summary>
public sealed class MarkdownExporter : IExporter
{
    public string Format => "md";

    public void Write(Report report, TextWriter output)
    {
        WriteSummary(report.Summary, output);
        WriteNotes(report.Notes, output);
        foreach (var section in report.Sections)
            WriteSection(section, output);
        WriteNotes(report.Closing, output);
    }

    /// <summary>As a block of code, which keeps its columns.</summary>
    private static void WriteSummary(IReadOnlyList<SummaryLine> summary, TextWriter output)
    {
        if (summary.Count == 0)
            return;
        output.Write("```text\n");
        foreach (var (text, _) in SummaryText.Lines(summary))
            output.Write($"{text}\n");
        output.Write("```\n\n");
    }

    private static void WriteNotes(IEnumerable<string> notes, TextWriter output)
    {
        foreach (var note in notes)
            output.Write($"{PrintableText.InOneLine(note)}\n\n");
    }

    private static void WriteSection(Section section, TextWriter output)
    {
        var columns = section.Table.Columns;
        output.Write($"### {PrintableText.InOneLine(section.Title)}\n\n");
        output.Write($"| {string.Join(" | ", columns.Select(column => Escape(column.Title)))} |\n");
        output.Write($"|{string.Join('|', columns.Select(column => column.RightAligned ? "---:" : "---"))}|\n");
        foreach (var row in section.Table.Rows)
            output.Write($"| {string.Join(" | ", row.Select(Escape))} |\n");
        output.Write('\n');
        WriteNotes(section.Notes, output);
    }

    private static string Escape(string cell) =>
        PrintableText.InOneLine(cell).Replace("|", "\\|", StringComparison.Ordinal);
}
