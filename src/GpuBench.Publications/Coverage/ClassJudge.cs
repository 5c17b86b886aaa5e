using GpuBench.Publications.Accelerators;
using GpuBench.Publications.Normalising;
using GpuBench.Publications.Normalising.Rules;

namespace GpuBench.Publications.Coverage;

/// <summary>Counts the rows of a class that reach each target. Pure.</summary>
internal sealed class ClassJudge(Normalizer normalizer, IReadOnlyList<VariantId> targets)
{
    private readonly FigureCandidates _candidates = new(normalizer);

    public ClassCoverage Judge(CoverageClass of, IReadOnlyList<MeasuredRow> rows)
    {
        var ratios = targets.Select(target => rows.Select(row => normalizer.Against(row, target)).ToList()).ToList();
        return new(
            of,
            rows.Count,
            Enumerable.Range(0, rows.Count).Count(row => ratios.Any(target => Reach.Of(target[row]) == RowReach.Reached)),
            [.. targets.Zip(ratios, (target, pairs) => Judge(of, rows, target, pairs))]);
    }

    private TargetCoverage Judge(
        CoverageClass of, IReadOnlyList<MeasuredRow> rows, VariantId target, IReadOnlyList<Comparison?> pairs)
    {
        var reached = pairs.Count(pair => Reach.Of(pair) == RowReach.Reached);
        var others = rows.Zip(pairs)
            .Where(entry => Reach.Of(entry.Second) != RowReach.Reached)
            .Select(entry => _candidates.Of(entry.First, target).FirstOrDefault(pair => Reach.Of(pair) == RowReach.Reached))
            .OfType<Comparison>().ToList();
        var weaker = pairs.Where(pair => Reach.Of(pair) == RowReach.Weaker).ToList();
        return new(
            target, reached, weaker.Count, others.Count,
            reached > 0 ? null : Missing(of, rows, target, others.FirstOrDefault() ?? weaker.FirstOrDefault()));
    }

    private MissingFigure Missing(CoverageClass of, IReadOnlyList<MeasuredRow> rows, VariantId target, Comparison? usable)
    {
        var figures = normalizer.Figures.All
            .Where(figure => figure.Variant?.Accelerator == target.Accelerator).ToList();
        return new(
            figures.Count(of.Contains), usable, usable is null ? Nearest(of, rows, figures) : null,
            rows.Count == 0 ? null : rows[0].NoCounterpartReason);
    }

    /// <summary>Among the figures of the class if there is one, because it differs least from what is missing.</summary>
    private MissedPair? Nearest(CoverageClass of, IReadOnlyList<MeasuredRow> rows, IReadOnlyList<Observation> figures)
    {
        var misses =
            from row in rows
            where row.Task is not null
            from figure in figures
            where figure.Quantity.Name == row.Task!.Quantity || of.Contains(figure)
            let pair = normalizer.Rules.Compare(row.As(figure.Method?.Statistic ?? "unknown"), figure)
            where pair.Verdict == Verdict.Incomparable
            let miss = MissedPair.Of(pair, normalizer.Rules)
            select (IsOther: !of.Contains(figure), miss.Distance, Miss: miss);
        return misses.OrderBy(miss => miss.IsOther).ThenBy(miss => miss.Distance).FirstOrDefault().Miss;
    }
}

/// <summary>What a comparison with a published figure is worth.</summary>
internal enum RowReach
{
    /// <summary>No ratio to a measured figure of the product: refused, a nominal peak, modelled, or scaled from another variant.</summary>
    None,

    /// <summary>A ratio with a known reservation: a range, a difference that remains, or an upper bound.</summary>
    Weaker,

    Reached,
}

internal static class Reach
{
    public static RowReach Of(Comparison? pair) => pair?.Verdict switch
    {
        Verdict.Like or Verdict.Convertible => RowReach.Reached,
        Verdict.Bound => pair is { IsUpperBound: false } ? RowReach.Reached : RowReach.Weaker,
        Verdict.Range or Verdict.Differs => RowReach.Weaker,
        _ => RowReach.None,
    };
}
