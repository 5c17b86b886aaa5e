using GpuBench.Reports.Tables;

namespace GpuBench.Reports.Exporters;

/// <summary>An output format of reports.</summary>
public interface IExporter
{
    /// <summary>The word after <c>--format</c>.</summary>
    string Format { get; }

    /// <summary>
    /// Formats for people write <see cref="Report.Summary"/>, <see cref="Report.Notes"/>, <see cref="Report.Sections"/> and
    /// <see cref="Report.Closing"/>, csv writes <see cref="Report.Flat"/>, json writes <see cref="Report.Json"/>. Every text goes through
    /// <see cref="PrintableText"/>. Lines end with a line feed.
    /// </summary>
    void Write(Report report, TextWriter output);
}

public static class ReportExporters
{
    /// <summary>Every format; the first is the default.</summary>
    public static IReadOnlyList<IExporter> All { get; } =
        [new TerminalExporter(), new JsonExporter(), new CsvExporter(), new MarkdownExporter()];
}
