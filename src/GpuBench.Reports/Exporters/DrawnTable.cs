using GpuBench.Reports.Tables;
using Spectre.Console;
using Table = GpuBench.Reports.Tables.Table;

namespace GpuBench.Reports.Exporters;

/// <summary>A table fitted to the width of a terminal: optional columns are left out, then cells are wrapped.</summary>
internal sealed class DrawnTable
{
    /// <summary>Characters that Spectre needs besides columns and gaps.</summary>
    private const int Border = 1;

    private readonly Table _table;
    private readonly int _width;
    private readonly ColumnText[] _texts;
    private readonly List<int> _shown;

    public DrawnTable(Table table, int width)
    {
        (_table, _width) = (table, width);
        _texts = [.. Enumerable.Range(0, table.Columns.Count).Select(index => new ColumnText(table, index))];
        _shown = Shown();
    }

    /// <summary>Titles of the columns for which the terminal is too narrow.</summary>
    public IReadOnlyList<string> LeftOut =>
        [.. Enumerable.Range(0, _table.Columns.Count).Except(_shown).Select(index => _table.Columns[index].Title.Replace('\n', ' '))];

    public Spectre.Console.Table Draw()
    {
        var drawn = new Spectre.Console.Table().Border(TableBorder.Simple);
        var widths = Widths();
        foreach (var (column, columnWidth) in _shown.Select(index => _table.Columns[index]).Zip(widths))
        {
            var title = LineBreaks.Wrap(PrintableText.Of(column.Title), columnWidth);
            var drawnColumn = new TableColumn(new Text(title)) { Width = columnWidth };
            if (_table.IsDense)
                drawnColumn.Padding(new Padding(left: 0, top: 0, right: 1, bottom: 0));
            drawn.AddColumn(column.RightAligned ? drawnColumn.RightAligned() : drawnColumn);
        }
        foreach (var row in _table.Rows)
            drawn.AddRow(_shown.Zip(widths, (index, columnWidth) => Cell(row[index], columnWidth, _table.Columns[index])));
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
        var available = _width - Border - (Gap * _shown.Count);
        Func<int, int>[] leasts =
        [
            Least,
            index => _texts[index].LongestPart,
            index => _texts[index].LongestPartOfName,
            _ => 1,
        ];
        var least = leasts.FirstOrDefault(least => _shown.Sum(least) <= available, leasts[^1]);
        var isWideEnough = _shown.Sum(index => _texts[index].Widest) <= available;
        return ColumnWidths.Of([.. _shown.Select(index => (isWideEnough ? _texts[index].Widest : Most(index), least(index)))], available);
    }

    /// <summary>All columns if they fit; otherwise without optional ones, dropped from the right.</summary>
    private List<int> Shown()
    {
        var shown = Enumerable.Range(0, _table.Columns.Count).ToList();
        while (WidthOf(shown) > _width
            && shown.FindLast(index => _table.Columns[index].Optional) is var last && _table.Columns[last].Optional)
            shown.Remove(last);
        return shown;
    }

    /// <summary>Characters that Spectre puts between two columns.</summary>
    private int Gap => _table.IsDense ? 2 : 3;

    private int WidthOf(IEnumerable<int> shown) => Border + shown.Sum(index => CellWidth(index) + Gap);

    /// <summary>A wrapping column needs half of its width, or that of its longest part.</summary>
    private int CellWidth(int index) => _table.Columns[index] switch
    {
        { NarrowWidth: not null } => Most(index),
        { Wraps: true } => Math.Max((_texts[index].Widest + 1) / 2, Least(index)),
        _ => _texts[index].Widest,
    };

    /// <summary>Characters that a column can use on a terminal that is too narrow.</summary>
    private int Most(int index) => _table.Columns[index].NarrowWidth is { } narrow
        ? Math.Min(_texts[index].Widest, Math.Max(narrow, _texts[index].LongestPartOfName))
        : _texts[index].Widest;

    private int Least(int index) => _table.Columns[index].Wraps ? _texts[index].LongestPart : Most(index);
}

/// <summary>Lengths of the text of one column, measured once: a table may have thousands of rows.</summary>
internal sealed class ColumnText(Table table, int index)
{
    private readonly Lazy<int> _widest = new(() => Lines(table, index).Max(line => line.Length));
    private readonly Lazy<int> _longestPart = new(() => Lines(table, index).Max(LineBreaks.LongestPart));
    private readonly Lazy<int> _longestPartOfName = new(() => Lines(table, index).Max(LineBreaks.LongestPartOfName));

    /// <summary>Characters of the longest line.</summary>
    public int Widest => _widest.Value;

    /// <summary>As <see cref="LineBreaks.LongestPart"/>, of all lines.</summary>
    public int LongestPart => _longestPart.Value;

    /// <summary>As <see cref="LineBreaks.LongestPartOfName"/>, of all lines.</summary>
    public int LongestPartOfName => _longestPartOfName.Value;

    private static IEnumerable<string> Lines(Table table, int index) => table.Rows
        .Select(row => row[index]).Append(table.Columns[index].Title).Distinct().SelectMany(cell => cell.Split('\n'));
}
