using GpuBench.Measuring.Statistics;
using GpuBench.Publications.Figures;
using GpuBench.Publications.Normalising.Rules;

namespace GpuBench.Publications.Normalising;

/// <summary>Divides the cells of a headline row, by the rules that every other ratio passes.</summary>
public sealed class HeadlineComparer(Normalizer normalizer)
{
    private readonly FigurePairs _pairs = new(normalizer);

    /// <returns>H20/H100, 910B/H100 and 910B/H20.</returns>
    /// <exception cref="KeyNotFoundException">The row names a figure that is not published, or not a number.</exception>
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

    /// <summary>Figures of the column's accelerator alone: one of an A100 beside an H100 is worth reading, and no H100's.</summary>
    private IReadOnlyList<Observation> Observations(string column, HeadlineCell cell)
    {
        var accelerator = normalizer.Names.Resolve(column).Accelerator;
        return
        [
            .. from named in cell.Figures
               let figure = normalizer.Figures.Find(named.Id) ?? throw new KeyNotFoundException($"no figure with a number has the id {named.Id}")
               where figure.Variant!.Value.Accelerator == accelerator
               select figure,
        ];
    }
}

/// <summary>One ratio of a headline row: every pair of the two cells' figures, judged.</summary>
/// <param name="Name">E.g. <c>H20/H100</c>.</param>
/// <param name="Allowed">Pairs that may be divided.</param>
/// <param name="Refused">The pair that passed most rules, where none is allowed; null too where a cell is empty.</param>
/// <param name="Missing">Which cell is empty and why; null where there is a pair to judge.</param>
public sealed record HeadlineRatio(string Name, IReadOnlyList<Comparison> Allowed, Comparison? Refused, string? Missing)
{
    /// <summary>From the smallest quotient of <see cref="Allowed"/> to the largest; null where there is none.</summary>
    public Interval? Range => Allowed.Count == 0
        ? null
        : new(Allowed.Min(pair => pair.Ratio!.Value), Allowed.Max(pair => pair.Ratio!.Value));
}
