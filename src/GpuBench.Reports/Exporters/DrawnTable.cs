using GpuBench.Reports.Tables;
using Spectre.Console;
using Spectre.Console.Rendering;
using Table = GpuBench.Reports.Tables.Table;

namespace GpuBench.Reports.Exporters;

/// <summary>A table fitted to the width of a terminal: optional columns are left out, then cells are wrapped.</summary>
internal sealed class DrawnTable : Renderable
{
    /// <summary>Spaces at the left of a line.</summary>
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

    /// <summary>Writes its lines itself, because Spectre.Console measures and splits every cell of a table of thousands of rows.</summary>
    protected override IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
    {
        var widths = Widths();
        var total = Border + widths.Sum() + (Gap * widths.Count);
        var blank = new Segment(new string(' ', total));
        IEnumerable<Segment> rule = [new Segment(new string('─', total)), Segment.LineBreak];
        var titles = Row([.. _table.Columns.Select(column => column.Title)], widths, isTitle: true);
        return [blank, Segment.LineBreak, .. titles, .. rule, .. _table.Rows.SelectMany(row => Row(row, widths)), blank, Segment.LineBreak];
    }

    /// <summary>The lines of one row: as many as its highest cell has.</summary>
    private IEnumerable<Segment> Row(IReadOnlyList<string> row, IReadOnlyList<int> widths, bool isTitle = false)
    {
        var cells = _shown.Zip(widths, (index, width) => LineBreaks.Wrap(PrintableText.Of(row[index]), width).Split('\n')).ToList();
        var height = cells.Max(cell => cell.Length);
        for (var line = 0; line < height; line++)
        {
            yield return Segment.Padding(Border);
            for (var at = 0; at < cells.Count; at++)
            {
                var (column, text) = (_table.Columns[_shown[at]], line < cells[at].Length ? cells[at][line] : "");
                var padding = Segment.Padding(Math.Max(0, widths[at] - CellsOf(text)));
                var style = isTitle ? Style.Plain : StyleOf(column.ToneOf?.Invoke(row[_shown[at]]));
                yield return Segment.Padding(Left);
                if (column.RightAligned)
                    yield return padding;
                yield return new Segment(text, style);
                if (!column.RightAligned)
                    yield return padding;
                yield return Segment.Padding(Gap - Left);
            }
            yield return Segment.LineBreak;
        }
    }

    /// <summary>Characters of East Asian scripts fill two cells of a terminal.</summary>
    private static int CellsOf(string text) =>
        text.AsSpan().IndexOfAnyExceptInRange('\0', '\u10FF') < 0 ? text.Length : Segment.CellCount([new Segment(text)]);

    /// <summary>
    /// Of the terminal's own sixteen colours only red and magenta are readable on a light and on a dark background. Green and cyan are too
    /// bright on white.
    /// </summary>
    private static Style StyleOf(Tone? tone) => tone switch
    {
        Tone.Weak => new(decoration: Decoration.Dim),
        Tone.Good => new(decoration: Decoration.Bold),
        Tone.Special => new(Color.Purple),
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

    /// <summary>Spaces around a column.</summary>
    private int Gap => _table.IsDense ? 2 : 3;

    /// <summary>Those of <see cref="Gap"/> before the column.</summary>
    private int Left => _table.IsDense ? 0 : 1;

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
