namespace GpuBench.Reports.Tables;

/// <summary>Columns and rows of text. Every row has as many cells as there are columns.</summary>
public sealed class Table(params Column[] columns)
{
    private readonly List<IReadOnlyList<string>> _rows = [];

    public IReadOnlyList<Column> Columns => columns;

    /// <summary>Columns stand two characters apart instead of three, for tables that must fit in a line of a terminal.</summary>
    public bool IsDense { get; init; }

    public IReadOnlyList<IReadOnlyList<string>> Rows => _rows;

    /// <summary>A table for spreadsheets: columns with titles only.</summary>
    public static Table Flat(params IEnumerable<string> titles) => new([.. titles.Select(title => new Column(title))]);

    public Table Add(params string[] cells)
    {
        if (cells.Length != columns.Length)
            throw new ArgumentException($"{cells.Length} cells for {columns.Length} columns", nameof(cells));
        _rows.Add(cells);
        return this;
    }
}

/// <param name="RightAligned">Set for columns of numbers: they are aligned at their units.</param>
/// <param name="Wraps">May be wrapped on a narrow terminal.</param>
/// <param name="Optional">Omitted if a terminal is too narrow for all columns, from the right.</param>
public sealed record Column(string Title, bool RightAligned = false, bool Wraps = false, bool Optional = false)
{
    /// <summary>The tone of a cell with this text; null: all cells are plain.</summary>
    public Func<string, Tone>? ToneOf { get; init; }

    /// <summary>Characters at which names are broken if the terminal is too narrow for all cells in one line; null: none.</summary>
    public int? NarrowWidth { get; init; }
}

/// <summary>How a cell is set off on a terminal with colours. The text says the same without colours.</summary>
public enum Tone
{
    Plain,

    /// <summary>Needs no attention.</summary>
    Weak,

    Good,

    /// <summary>Needs a second look.</summary>
    Special,

    Bad,
}
