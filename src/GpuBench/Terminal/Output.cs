using System.Text;
using GpuBench.Measuring;
using GpuBench.Reports.Exporters;
using GpuBench.Reports.Tables;

namespace GpuBench.Terminal;

internal static class Output
{
    /// <summary>Writes to standard output in the given format.</summary>
    /// <param name="isWide">Whether the format table shows all columns, too.</param>
    /// <exception cref="UserError">
    /// Exit code 1: it is closed, or a file on a full disk. A pipe that its reader closes early is not an error.
    /// </exception>
    public static void Write(Report report, string format, bool isWide = false)
    {
        try
        {
            ReportExporters.All.First(exporter => exporter.Format == format)
                .Write(report with { IsWide = isWide }, Console.Out);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw UserError.Failed($"standard output: cannot be written ({cause.Message.TrimEnd('.')})", cause);
        }
    }
}

/// <summary>Writer of standard error that ignores failures: a full disk or a closed stream must not end the run.</summary>
internal sealed class LenientWriter(TextWriter inner) : TextWriter
{
    public override Encoding Encoding => inner.Encoding;

    public override void Write(char value) => Try(() => inner.Write(value));

    public override void Write(char[] buffer, int index, int count) => Try(() => inner.Write(buffer, index, count));

    public override void Write(string? value) => Try(() => inner.Write(value));

    public override void WriteLine(string? value) => Try(() => inner.WriteLine(value));

    public override void Flush() => Try(inner.Flush);

    private static void Try(Action write)
    {
        try
        {
            write();
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            // There is no other place to report this.
        }
    }
}
