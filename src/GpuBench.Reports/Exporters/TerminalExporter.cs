using System.Globalization;
using GpuBench.Reports.Tables;
using Spectre.Console;

namespace GpuBench.Reports.Exporters;

/// <summary>Output for a terminal. In a pipe it has no escape sequences.</summary>
/// <param name="width">Characters of a line; null for the width of the terminal, or that of a pipe.</param>
/// <param name="hasColours">Null: only if the output is a terminal that shows them, and NO_COLOR is not set.</param>
public sealed class TerminalExporter(int? width = null, bool? hasColours = null) : IExporter
{
    /// <summary>Width for a pipe, where nothing is wrapped.</summary>
    private const int PipeWidth = 400;

    /// <summary>Width for a pipe of a report that has a form for narrow terminals.</summary>
    private const int ShortPipeWidth = 100;

    public string Format => "table";

    public void Write(Report report, TextWriter output)
    {
        var isTerminal = ReferenceEquals(output, Console.Out) && !Console.IsOutputRedirected;
        var isColoured = hasColours ?? (isTerminal && ShowsColours());
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(output),
            Ansi = isColoured ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = isColoured ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
        });
        if (width is { } given)
            console.Profile.Width = given;
        else if (!isTerminal)
            console.Profile.Width = report.Short is null ? PipeWidth : ShortPipeWidth;
        WriteSummary(report.Summary, console);
        Write(report.Short ?? new(report.Notes, report.Sections, report.Closing), console);
    }

    private static void Write(ReportText report, IAnsiConsole console)
    {
        WriteNotes(report.Notes, console);
        foreach (var section in report.Sections)
        {
            console.WriteLine();
            console.WriteLine(PrintableText.InOneLine(section.Title), new Style(decoration: Decoration.Bold));
            var drawn = new DrawnTable(section.Table, console.Profile.Width);
            console.Write(drawn);
            if (drawn.LeftOut.Count > 0)
                console.WriteLine(LeftOut(drawn.LeftOut, console.Profile.Width));
            WriteNotes(section.Notes, console);
        }
        WriteNotes(report.Closing, console);
    }

    private static void WriteNotes(IEnumerable<string> notes, IAnsiConsole console)
    {
        foreach (var note in notes)
            console.WriteLine(PrintableText.InOneLine(note));
    }

    private static void WriteSummary(IReadOnlyList<SummaryLine> summary, IAnsiConsole console)
    {
        foreach (var (text, isHeading) in SummaryText.Lines(summary))
            console.WriteLine(text, isHeading ? new Style(decoration: Decoration.Bold) : Style.Plain);
        if (summary.Count > 0)
            console.WriteLine();
    }

    private static string LeftOut(IReadOnlyList<string> titles, int width) => string.Create(
        CultureInfo.InvariantCulture,
        $"Left out at {width} columns: {string.Join(", ", titles)}. A wider terminal and --format md show all.");

    private static bool ShowsColours() =>
        string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
        && Environment.GetEnvironmentVariable("TERM") is not (null or "" or "dumb");
}
