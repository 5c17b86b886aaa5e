namespace GpuBench.Reports.Exporters;

/// <summary>Distributes the width of a terminal over the columns of a table.</summary>
internal static class ColumnWidths
{
    /// <param name="columns">Characters of each column: the most that it can use, and the least that it needs.</param>
    /// <param name="available">Characters of all columns together, without borders.</param>
    /// <returns>The most of each column if all fit. If not, narrow columns get their most, and wide ones share the rest equally.</returns>
    public static IReadOnlyList<int> Of(IReadOnlyList<(int Most, int Least)> columns, int available)
    {
        var (low, high) = (0, columns.Max(column => column.Most));
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            (low, high) = At(middle).Sum() <= available ? (middle, high) : (low, middle - 1);
        }
        var widths = At(low).ToList();
        for (var (index, rest) = (0, available - widths.Sum()); index < widths.Count && rest > 0; index++)
            if (widths[index] == low && low < columns[index].Most)
                (widths[index], rest) = (low + 1, rest - 1);
        return widths;

        IEnumerable<int> At(int level) => columns.Select(column => Math.Clamp(level, column.Least, column.Most));
    }
}
