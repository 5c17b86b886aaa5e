namespace GpuBench.Reports.Exporters;

public static class ReportExporters
{
    /// <summary>Every format; the first is the default.</summary>
    public static IReadOnlyList<IExporter> All { get; } =
        [new TerminalExporter(), new JsonExporter(), new CsvExporter(), new MarkdownExporter()];
}
