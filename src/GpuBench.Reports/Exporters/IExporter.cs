using GpuBench.Reports.Tables;

namespace GpuBench.Reports.Exporters;

/// <summary>An output format of reports.</summary>
public interface IExporter
{
    /// <summary>The word after <c>--format</c>.</summary>
    string Format { get; }

    void Write(Report report, TextWriter output);
}

public static class ReportExporters
{
    /// <summary>Every format; the first is the default.</summary>
    public static IReadOnlyList<IExporter> All { get; } =
        [new TerminalExporter(), new JsonExporter(), new CsvExporter(), new MarkdownExporter()];
}
