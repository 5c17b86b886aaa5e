using System.Text;
using GpuBench.Measuring;
using GpuBench.Reports.Exporters;
using GpuBench.Reports.Tables;

namespace GpuBench.Terminal;

internal static class Output
{
    /// <summary>Writes to standard output in the format asked for.</summary>
    /// <exception cref="UserError">Exit code 1: it is closed, or a file on a full disk. A pipe that nobody reads to its end is
    /// none.</exception>
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

/// <summary>Standard error on a full disk, or closed: what cannot be said there must not end what goes on.</summary>
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
            // There is no other place to say it in.
        }
    }
}
