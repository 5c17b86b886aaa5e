namespace GpuBench.Reports.Tables;

/// <summary>Columns and rows of text. Every row has as many cells as there are columns.</summary>
public sealed class Table(params Column[] columns)
{
    private readonly List<IReadOnlyList<string>> _rows = [];

    public IReadOnlyList<Column> Columns => columns;

    public IReadOnlyList<IReadOnlyList<string>> Rows => _rows;

    public Table Add(params string[] cells)
    {
        if (cells.Length != columns.Length)
            throw new ArgumentException($"{cells.Length} cells for {columns.Length} columns", nameof(cells));
        _rows.Add(cells);
        return this;
    }
}
