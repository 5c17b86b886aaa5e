using GpuBench.Reports.Tables;
using Spectre.Console;
using Table = GpuBench.Reports.Tables.Table;

namespace GpuBench.Reports.Exporters;

/// <summary>A table fitted to the width of a terminal: optional columns are left out, then cells are wrapped.</summary>
internal sealed class DrawnTable(Table table, int width)
{
    /// <summary>Characters that Spectre needs besides columns and gaps.</summary>
    private const int Border = 1;

    private readonly IReadOnlyList<int> _shown = Shown(table, width);

    /// <summary>Titles of the columns for which the terminal is too narrow.</summary>
    public IReadOnlyList<string> LeftOut =>
        [.. Enumerable.Range(0, table.Columns.Count).Except(_shown).Select(index => table.Columns[index].Title.Replace('\n', ' '))];

    public Spectre.Console.Table Draw()
    {
        var drawn = new Spectre.Console.Table().Border(TableBorder.Simple);
        var widths = Widths();
        foreach (var (column, columnWidth) in _shown.Select(index => table.Columns[index]).Zip(widths))
        {
            var title = LineBreaks.Wrap(PrintableText.Of(column.Title), columnWidth);
            var drawnColumn = new TableColumn(new Text(title)) { Width = columnWidth };
            if (table.IsDense)
                drawnColumn.Padding(new Padding(left: 0, top: 0, right: 1, bottom: 0));
            drawn.AddColumn(column.RightAligned ? drawnColumn.RightAligned() : drawnColumn);
        }
        foreach (var row in table.Rows)
            drawn.AddRow(_shown.Zip(widths, (index, columnWidth) => Cell(row[index], columnWidth, table.Columns[index])));
        return drawn;
    }

    private static Text Cell(string text, int width, Column column) =>
        new(LineBreaks.Wrap(PrintableText.Of(text), width), StyleOf(column.ToneOf?.Invoke(text)));

    /// <summary>Of the terminal's own sixteen colours, those that are readable on a light and on a dark background.</summary>
    private static Style StyleOf(Tone? tone) => tone switch
    {
        Tone.Weak => new(decoration: Decoration.Dim),
        Tone.Good => new(Color.Green),
        Tone.Special => new(Color.Teal),
        Tone.Bad => new(Color.Maroon, decoration: Decoration.Bold),
        _ => Style.Plain,
    };

    /// <summary>On a terminal that is too narrow, columns that should not wrap are wrapped too, then names are broken.</summary>
    private IReadOnlyList<int> Widths()
    {
        var available = width - Border - (Gap(table) * _shown.Count);
        Func<int, int>[] leasts =
        [
            index => Least(table, index),
            index => LinesOf(table, index).Max(LineBreaks.LongestPart),
            index => LinesOf(table, index).Max(LineBreaks.LongestPartOfName),
            _ => 1,
        ];
        var least = leasts.FirstOrDefault(least => _shown.Sum(least) <= available, leasts[^1]);
        var isWideEnough = _shown.Sum(index => Widest(table, index)) <= available;
        return ColumnWidths.Of(
            [.. _shown.Select(index => (isWideEnough ? Widest(table, index) : Most(table, index), least(index)))], available);
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

    /// <summary>Characters that Spectre puts between two columns.</summary>
    private static int Gap(Table table) => table.IsDense ? 2 : 3;

    private static int Width(Table table, IEnumerable<int> shown) =>
        Border + shown.Sum(index => CellWidth(table, index) + Gap(table));

    /// <summary>A wrapping column needs half of its width, or that of its longest part.</summary>
    private static int CellWidth(Table table, int index) => table.Columns[index] switch
    {
        { NarrowWidth: not null } => Most(table, index),
        { Wraps: true } => Math.Max((Widest(table, index) + 1) / 2, Least(table, index)),
        _ => Widest(table, index),
    };

    /// <summary>Characters that a column can use on a terminal that is too narrow.</summary>
    private static int Most(Table table, int index) => table.Columns[index].NarrowWidth is { } narrow
        ? Math.Min(Widest(table, index), Math.Max(narrow, LinesOf(table, index).Max(LineBreaks.LongestPartOfName)))
        : Widest(table, index);

    private static int Widest(Table table, int index) => LinesOf(table, index).Max(line => line.Length);

    private static int Least(Table table, int index) =>
        table.Columns[index].Wraps ? LinesOf(table, index).Max(LineBreaks.LongestPart) : Most(table, index);

    private static IEnumerable<string> LinesOf(Table table, int index) =>
        table.Rows.Select(row => row[index]).Append(table.Columns[index].Title).SelectMany(cell => cell.Split('\n'));
}
