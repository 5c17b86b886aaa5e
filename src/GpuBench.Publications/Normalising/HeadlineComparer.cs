using GpuBench.Measuring.Statistics;
using GpuBench.Publications.Figures;
using GpuBench.Publications.Normalising.Rules;

namespace GpuBench.Publications.Normalising;

/// <summary>Divides the cells of a headline row by <see cref="ComparisonRules"/>.</summary>
public sealed class HeadlineComparer(Normalizer normalizer)
{
    private readonly FigurePairs _pairs = new(normalizer);

    /// <returns>H20/H100, 910B/H100 and 910B/H20.</returns>
    /// <exception cref="KeyNotFoundException">The row names a figure that is not published, or is not a number.</exception>
    public IReadOnlyList<HeadlineRatio> Ratios(HeadlineRow row) =>
    [
        Ratio("H20", row.H20, "H100", row.H100),
        Ratio("910B", row.Ascend910B, "H100", row.H100),
        Ratio("910B", row.Ascend910B, "H20", row.H20),
    ];

    private HeadlineRatio Ratio(string upper, HeadlineCell numerators, string lower, HeadlineCell denominators)
    {
        var name = $"{upper}/{lower}";
        if ((Missing(upper, numerators) ?? Missing(lower, denominators)) is { } missing)
            return new(name, [], null, missing);
        var (allowed, nearestMiss) = _pairs.Judge(Observations(upper, numerators), Observations(lower, denominators));
        return new(name, allowed, nearestMiss, null);
    }

    private string? Missing(string column, HeadlineCell cell) =>
        Observations(column, cell).Count == 0 ? $"{column}: {cell.None}" : null;

    /// <summary>Figures of the column's accelerator only: a cell may show a related product, such as an A100 for an H100.</summary>
    private IReadOnlyList<Observation> Observations(string column, HeadlineCell cell)
    {
        var accelerator = normalizer.Names.Resolve(column).Accelerator;
        return
        [
            .. from named in cell.Figures
               let figure = normalizer.Figures.Find(named.Id)
                   ?? throw new KeyNotFoundException($"no figure with a number has the id {named.Id}")
               where figure.Variant!.Value.Accelerator == accelerator
               select figure,
        ];
    }
}

/// <summary>One ratio of a headline row, over all pairs of the two cells' figures.</summary>
/// <param name="Name">E.g. <c>H20/H100</c>.</param>
/// <param name="Allowed">Pairs that may be divided.</param>
/// <param name="Refused">The nearest miss if no pair is allowed; null if a cell is empty.</param>
/// <param name="Missing">The empty cell with the reason; null if there is a pair to judge.</param>
public sealed record HeadlineRatio(string Name, IReadOnlyList<Comparison> Allowed, Comparison? Refused, string? Missing)
{
    /// <summary>From the lowest to the highest end of the intervals of <see cref="Allowed"/>; null if there is none.</summary>
    public Interval? Range => FigurePairs.Hull(Allowed);
}
