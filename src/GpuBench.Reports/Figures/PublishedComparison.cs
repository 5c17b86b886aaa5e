using GpuBench.Publications.Accelerators;
using GpuBench.Publications.Figures;
using GpuBench.Publications.Normalising;
using GpuBench.Publications.Normalising.Rules;

namespace GpuBench.Reports.Figures;

/// <summary>All published figures of one product, compared with those of another.</summary>
/// <param name="Figures">The figures of both sides, with the variants that stand for the named ones.</param>
/// <param name="Refused">Figures of the device without a pair, by the rule that refused the nearest miss.</param>
/// <param name="Lonely">Quantities that only one side has.</param>
/// <param name="Elsewhere">Pairs of other variants, for quantities and kinds without a pair.</param>
/// <param name="Quoted">Ratios of the two products that sources quote. They are never divided.</param>
public sealed record PublishedComparison(
    ProductPairs Figures, IReadOnlyList<RefusedGroup> Refused, IReadOnlyList<LonelyQuantity> Lonely,
    IReadOnlyList<Comparison> Elsewhere, IReadOnlyList<PublishedFigure> Quoted)
{
    public VariantId Device => Figures.Numerators.Variant;

    public VariantId Against => Figures.Denominators.Variant;

    public IReadOnlyList<Comparison> Pairs => Figures.Best;

    public static PublishedComparison Of(VariantId device, VariantId against, FigurePairs pairs, Normalizer normalizer)
    {
        var figures = new ProductPairs(normalizer, pairs, device, against);
        var refused =
            from miss in figures.Misses
            group miss by (Quantity: miss.Pair.Numerator.Quantity.Name, miss.Pair.Rulings[^1].Rule) into reason
            select RefusedGroup.Of(device, against, reason.Key.Quantity, reason.Key.Rule, [.. reason]);
        return new(
            figures,
            [.. refused.OrderBy(group => QuantityOrder.RankOf(group.Quantity)).ThenByDescending(group => group.Figures)],
            [.. LonelyQuantity.Of(figures).OrderBy(lonely => QuantityOrder.RankOf(lonely.Quantity))],
            figures.Elsewhere(),
            [.. QuotedRatios(figures, normalizer)]);
    }

    /// <summary>The source names the other accelerator, not its variant.</summary>
    private static IEnumerable<PublishedFigure> QuotedRatios(ProductPairs figures, Normalizer normalizer) =>
        from side in new[] { (Of: figures.Numerators, Other: figures.Denominators), (Of: figures.Denominators, Other: figures.Numerators) }
        from figure in side.Of.OfEveryVariant
        where figure.Quantity.IsQuoted
        let published = normalizer.Data.Find(figure.Id)!
        where published.WorkloadWord("against") == side.Other.Variant.Accelerator
        select published;
}

/// <summary>Figures of the device that have no pair, grouped by the reason.</summary>
/// <param name="Against">The other variant.</param>
/// <param name="Reason">Name of the rule that refused the nearest miss, or <c>none published</c>.</param>
/// <param name="Example">What keeps the nearest of all misses from being divided, in words.</param>
/// <param name="Numerator">The figures of that miss, as <paramref name="Denominator"/>; null if none is published.</param>
/// <param name="Has">The variant that has the figures.</param>
public sealed record RefusedGroup(
    string Against, string Quantity, string Reason, int Figures, string Example, string? Has = null,
    PairSide? Numerator = null, PairSide? Denominator = null)
{
    public const string NonePublished = "none published";

    internal MissedPair? Nearest { get; private init; }

    internal static RefusedGroup Of(
        VariantId device, VariantId against, string quantity, string rule, IReadOnlyList<MissedPair> misses)
    {
        var nearest = misses.MinBy(miss => miss.Distance)!;
        var (mine, theirs) = (nearest.Pair.Numerator, nearest.Pair.Denominator);
        return new(
            against.ToString(), quantity, rule, misses.Count, MissText.Of(nearest), device.ToString(),
            PairSide.Of(mine), PairSide.Of(theirs))
        {
            Nearest = nearest,
        };
    }
}

/// <summary>A quantity and kind of work that is published for one of two products.</summary>
/// <param name="IsOfDevice">Whether the numerator has it; if not, the denominator.</param>
/// <param name="Figures">Number of figures that are numbers.</param>
/// <param name="Elsewhere">Variants of the other accelerator that have the quantity, with their number of figures.</param>
public sealed record LonelyQuantity(string Quantity, string Kind, bool IsOfDevice, int Figures, IReadOnlyDictionary<string, int> Elsewhere)
{
    internal static IEnumerable<LonelyQuantity> Of(ProductPairs pairs) =>
        Of(pairs.Numerators, pairs.Denominators, true).Concat(Of(pairs.Denominators, pairs.Numerators, false));

    private static IEnumerable<LonelyQuantity> Of(ProductFigures side, ProductFigures other, bool isOfDevice)
    {
        var there = other.Figures.Select(FigurePairs.Group).ToHashSet();
        return
            from figure in side.Figures
            where !there.Contains(FigurePairs.Group(figure)) && !figure.Quantity.IsQuoted
            group figure by FigurePairs.Group(figure) into lonely
            let elsewhere = other.OfEveryVariant.Where(figure => FigurePairs.Group(figure) == lonely.Key)
                .CountBy(figure => figure.Variant!.Value.ToString()).ToDictionary()
            select new LonelyQuantity(lonely.Key.Quantity, lonely.Key.Kind, isOfDevice, lonely.Count(), elsewhere);
    }
}

/// <summary>Pairs of two variants besides the named ones.</summary>
/// <param name="Numerator">E.g. <c>h20-96gb-hbm3</c>.</param>
/// <param name="Tasks">Number of tasks that divide.</param>
public sealed record OtherVariants(string Quantity, string Numerator, string Denominator, int Tasks)
{
    internal static IEnumerable<OtherVariants> Of(IEnumerable<Comparison> pairs) =>
        from pair in pairs
        group pair by (pair.Numerator.Quantity.Name, Mine: pair.Numerator.Variant!.Value, Theirs: pair.Denominator.Variant!.Value) into same
        orderby QuantityOrder.RankOf(same.Key.Name)
        select new OtherVariants(
            same.Key.Name, same.Key.Mine.ToString(), same.Key.Theirs.ToString(), same.Select(FigurePairs.TaskOf).Distinct().Count());
}
