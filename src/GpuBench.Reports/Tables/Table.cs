namespace GpuBench.Reports.Tables;

/// <summary>Columns and rows of text. Every row has as many cells as there are columns.</summary>
public sealed class Table(params Column[] columns)
{
    private readonly List<IReadOnlyList<string>> _rows = [];

    public IReadOnlyList<Column> Columns => columns;

    public IReadOnlyList<IReadOnlyList<string>> Rows => _rows;

    /// <summary>For spreadsheets: titles alone.</summary>
    public static Table Flat(params IEnumerable<string> titles) => new([.. titles.Select(title => new Column(title))]);

    public Table Add(params string[] cells)
    {
        if (cells.Length != columns.Length)
            throw new ArgumentException($"{cells.Length} cells for {columns.Length} columns", nameof(cells));
        _rows.Add(cells);
        return this;
    }
}

/// <param name="RightAligned">Numbers stand under each other by their units.</param>
/// <param name="Wraps">May be broken into lines, at spaces, where a terminal is narrow.</param>
/// <param name="Optional">Left out, from the right, where a terminal is too narrow for all columns.</param>
public sealed record Column(string Title, bool RightAligned = false, bool Wraps = false, bool Optional = false);
