namespace GpuBench.Reports.Tables;

/// <summary>Columns and rows of text. Every row has as many cells as there are columns.</summary>
public sealed class Table(params Column[] columns)
{
    private readonly List<IReadOnlyList<string>> _rows = [];

    public IReadOnlyList<Column> Columns => columns;

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
public sealed record Column(string Title, bool RightAligned = false, bool Wraps = false, bool Optional = false);
