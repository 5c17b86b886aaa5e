using System.Globalization;
using GpuBench.Reports.Tables;
using Spectre.Console;
using Table = GpuBench.Reports.Tables.Table;

namespace GpuBench.Reports.Exporters;

/// <summary>Output for a terminal, with colours if it supports them and NO_COLOR is not set.</summary>
/// <param name="width">Characters of a line; null for the width of the terminal, or no limit for a pipe.</param>
public sealed class TerminalExporter(int? width = null) : IExporter
{
    /// <summary>Width for a pipe, where nothing is wrapped.</summary>
    private const int PipeWidth = 400;

    /// <summary>Characters that Spectre puts between two columns.</summary>
    private const int Gap = 3;

    /// <summary>Characters that Spectre needs besides columns and gaps.</summary>
    private const int Border = 1;

    public string Format => "table";

    public void Write(Report report, TextWriter output)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });
        if (width is { } given)
            console.Profile.Width = given;
        else if (Console.IsOutputRedirected || !ReferenceEquals(output, Console.Out))
            console.Profile.Width = PipeWidth;
        foreach (var note in report.Notes)
            console.WriteLine(PrintableText.InOneLine(note));
        foreach (var section in report.Sections)
        {
            console.WriteLine();
            console.MarkupLine($"[bold]{Markup.Escape(PrintableText.InOneLine(section.Title))}[/]");
            var shown = Shown(section.Table, console.Profile.Width);
            console.Write(Draw(section.Table, shown, console.Profile.Width));
            if (LeftOut(section.Table, shown, console.Profile.Width) is { } left)
                console.WriteLine(left);
            foreach (var note in section.Notes)
                console.WriteLine(PrintableText.InOneLine(note));
        }
        foreach (var note in report.Closing)
            console.WriteLine(PrintableText.InOneLine(note));
    }

    private static Spectre.Console.Table Draw(Table table, IReadOnlyList<int> shown, int width)
    {
        var drawn = new Spectre.Console.Table().Border(TableBorder.Simple);
        var widths = WidthsOf(table, shown, width - Border - (Gap * shown.Count));
        foreach (var (column, columnWidth) in shown.Select(index => table.Columns[index]).Zip(widths))
        {
            var title = LineBreaks.Wrap(PrintableText.InOneLine(column.Title), columnWidth);
            var drawnColumn = new TableColumn(new Text(title)) { Width = columnWidth };
            drawn.AddColumn(column.RightAligned ? drawnColumn.RightAligned() : drawnColumn);
        }
        foreach (var row in table.Rows)
            drawn.AddRow(shown.Zip(widths, (index, columnWidth) => new Text(LineBreaks.Wrap(PrintableText.Of(row[index]), columnWidth))));
        return drawn;
    }

    /// <summary>On a terminal that is too narrow, columns that should not wrap are wrapped too, then names are broken.</summary>
    private static IReadOnlyList<int> WidthsOf(Table table, IReadOnlyList<int> shown, int available)
    {
        Func<int, int>[] leasts =
        [
            index => Least(table, index),
            index => LinesOf(table, index).Max(LineBreaks.LongestPart),
            index => LinesOf(table, index).Max(LineBreaks.LongestPartOfName),
            _ => 1,
        ];
        var least = leasts.FirstOrDefault(least => shown.Sum(least) <= available, leasts[^1]);
        return ColumnWidths.Of([.. shown.Select(index => (Widest(table, index), least(index)))], available);
    }

    /// <returns>Null if every column is shown.</returns>
    private static string? LeftOut(Table table, IReadOnlyList<int> shown, int width)
    {
        var left = Enumerable.Range(0, table.Columns.Count).Except(shown).Select(index => table.Columns[index].Title).ToList();
        return left.Count == 0 ? null : string.Create(
            CultureInfo.InvariantCulture,
            $"Left out at {width} columns: {string.Join(", ", left)}. A wider terminal and --format md show all.");
    }

    /// <summary>All columns if they fit; otherwise without optional ones, dropped from the right.</summary>
    private static List<int> Shown(Table table, int width)
    {
        var shown = Enumerable.Range(0, table.Columns.Count).ToList();
        while (Width(table, shown) > width
            && shown.FindLast(index => table.Columns[index].Optional) is var last && table.Columns[last].Optional)
            shown.Remove(last);
        return shown;
    }

    private static int Width(Table table, IEnumerable<int> shown) => Border + shown.Sum(index => CellWidth(table, index) + Gap);

    /// <summary>A wrapping column needs half of its width, or that of its longest part.</summary>
    private static int CellWidth(Table table, int index) => table.Columns[index].Wraps
        ? Math.Max((Widest(table, index) + 1) / 2, Least(table, index))
        : Widest(table, index);

    private static int Widest(Table table, int index) => LinesOf(table, index).Max(line => line.Length);

    private static int Least(Table table, int index) =>
        table.Columns[index].Wraps ? LinesOf(table, index).Max(LineBreaks.LongestPart) : Widest(table, index);

    private static IEnumerable<string> LinesOf(Table table, int index) =>
        table.Rows.Select(row => row[index]).Append(table.Columns[index].Title).SelectMany(cell => cell.Split('\n'));
}
