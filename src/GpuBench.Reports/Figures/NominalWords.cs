using GpuBench.Reports.Tables;

namespace GpuBench.Reports.Figures;

/// <summary>Nominal figures in words that both products have, such as the manufacturing process.</summary>
internal static class NominalWords
{
    /// <returns>Null if there is none.</returns>
    public static Section? Of(PublishedComparison comparison, PairLayout layout)
    {
        var table = new Table(new("what"), new(layout.Mine, Wraps: true), new(layout.Theirs, Wraps: true));
        var theirs = comparison.Figures.Denominators.Words;
        foreach (var mine in comparison.Figures.Numerators.Words.DistinctBy(figure => figure.Quantity))
            if (theirs.FirstOrDefault(figure => figure.Quantity == mine.Quantity) is { } other)
                table.Add(mine.Quantity, FigureText.Short(mine), FigureText.Short(other));
        return table.Rows.Count == 0 ? null : new($"{layout.Mine} and {layout.Theirs}: in words", table);
    }
}
