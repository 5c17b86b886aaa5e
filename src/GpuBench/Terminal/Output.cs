using GpuBench.Reports.Exporters;
using GpuBench.Reports.Tables;

namespace GpuBench.Terminal;

internal static class Output
{
    /// <summary>Writes to standard output in the format asked for.</summary>
    public static void Write(Report report, string format) =>
        ReportExporters.All.First(exporter => exporter.Format == format).Write(report, Console.Out);
}
