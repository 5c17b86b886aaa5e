using GpuBench.Reports.Tables;
using Spectre.Console;
using Table = GpuBench.Reports.Tables.Table;

namespace GpuBench.Reports.Exporters;

/// <summary>For a terminal; colours only where it has them and NO_COLOR is not set.</summary>
public sealed class TerminalExporter : IExporter
{
    /// <summary>A pipe has no width to respect: nothing is broken into lines there.</summary>
    private const int PipeWidth = 400;

    public string Format => "table";

    public void Write(Report report, TextWriter output)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });
        if (Console.IsOutputRedirected || !ReferenceEquals(output, Console.Out))
            console.Profile.Width = PipeWidth;
        foreach (var note in report.Notes)
            console.WriteLine(note);
        foreach (var section in report.Sections)
        {
            console.WriteLine();
            console.MarkupLine($"[bold]{Markup.Escape(section.Title)}[/]");
            console.Write(Draw(section.Table));
        }
    }

    private static Spectre.Console.Table Draw(Table table)
    {
        var drawn = new Spectre.Console.Table().Border(TableBorder.Simple);
        foreach (var column in table.Columns)
        {
            var drawnColumn = new TableColumn(Markup.Escape(column.Title)) { NoWrap = !column.Wraps };
            drawn.AddColumn(column.RightAligned ? drawnColumn.RightAligned() : drawnColumn);
        }
        foreach (var row in table.Rows)
            drawn.AddRow(row.Select(cell => new Text(cell)));
        return drawn;
    }
}
