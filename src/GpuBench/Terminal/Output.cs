using GpuBench.Measuring;
using GpuBench.Reports.Exporters;
using GpuBench.Reports.Tables;

namespace GpuBench.Terminal;

internal static class Output
{
    /// <summary>Writes to standard output in the format asked for.</summary>
    /// <exception cref="UserError">Exit code 1: it is closed, or a file on a full disk. A pipe that nobody reads to its end is none.</exception>
    public static void Write(Report report, string format)
    {
        try
        {
            ReportExporters.All.First(exporter => exporter.Format == format).Write(report, Console.Out);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw UserError.Failed($"standard output: cannot be written ({cause.Message.TrimEnd('.')})", cause);
        }
    }
}
