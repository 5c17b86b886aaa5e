using GpuBench.Reports.Tables;

namespace GpuBench.Reports.Exporters;

/// <summary>Markdown tables, for issues and repositories.</summary>
public sealed class MarkdownExporter : IExporter
{
    public string Format => "md";

    public void Write(Report report, TextWriter output)
    {
        foreach (var note in report.Notes)
            output.Write($"{PrintableText.InOneLine(note)}\n\n");
        foreach (var section in report.Sections)
            WriteSection(section, output);
        foreach (var note in report.Closing)
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
        foreach (var note in section.Notes)
            output.Write($"{note}\n\n");
    }

    private static string Escape(string cell) =>
        PrintableText.InOneLine(cell).Replace("|", "\\|", StringComparison.Ordinal);
}
