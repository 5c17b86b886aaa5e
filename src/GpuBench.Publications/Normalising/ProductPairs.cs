using GpuBench.Publications.Accelerators;
using GpuBench.Publications.Figures;
using GpuBench.Publications.Normalising.Rules;

namespace GpuBench.Publications.Normalising;

/// <summary>
/// Published figures of one product against those of another. A figure of the product itself comes first; where there is none, the
/// nearest broader variant stands for it (<see cref="AcceleratorNames.Fallbacks"/>).
/// </summary>
public sealed class ProductPairs
{
    private readonly FigurePairs _pairs;

    public ProductPairs(Normalizer normalizer, FigurePairs pairs, VariantId device, VariantId against)
    {
        _pairs = pairs;
        Numerators = new(normalizer.Names, pairs, device);
        Denominators = new(normalizer.Names, pairs, against);
        Best =
        [
            .. Nearest(pairs.Between(Numerators.Figures, Denominators.Figures))
                .GroupBy(FigurePairs.TaskOf)
                .Select(task => task.OrderBy(DistanceOf).ThenBy(ComparisonRules.Preference).First()),
        ];
        Misses = pairs.NearestMisses(Numerators.Figures, Denominators.Figures);
    }

    public ProductFigures Numerators { get; }

    public ProductFigures Denominators { get; }

    /// <summary>One pair for each task: of the nearest variants, then by <see cref="ComparisonRules.Preference"/>.</summary>
    public IReadOnlyList<Comparison> Best { get; }

    /// <summary>The nearest miss of each numerator without a pair, if the other side has figures of the quantity and kind.</summary>
    public IReadOnlyList<MissedPair> Misses { get; }

    /// <summary>Drops a pair if one of its figures has a pair of nearer variants.</summary>
    private IEnumerable<Comparison> Nearest(IReadOnlyList<Comparison> allowed)
    {
        var above = allowed.GroupBy(pair => pair.Numerator.Id).ToDictionary(side => side.Key, side => side.Min(DistanceOf));
        var below = allowed.GroupBy(pair => pair.Denominator.Id).ToDictionary(side => side.Key, side => side.Min(DistanceOf));
        return allowed.Where(pair =>
            DistanceOf(pair).CompareTo(above[pair.Numerator.Id]) == 0 && DistanceOf(pair).CompareTo(below[pair.Denominator.Id]) == 0);
    }

    /// <summary>Order of pairs: both variants stated first, then the nearest to the named ones.</summary>
    private (bool IsUnstated, int Levels) DistanceOf(Comparison pair) =>
    (
        pair.Numerator.Variant!.Value.IsUnstated || pair.Denominator.Variant!.Value.IsUnstated,
        Numerators.LevelOf(pair.Numerator) + Denominators.LevelOf(pair.Denominator)
    );

    /// <summary>
    /// Pairs of other variants of the two accelerators, for quantities and kinds that <see cref="Best"/> lacks. One pair for each task of
    /// two variants, as if these two were the named ones.
    /// </summary>
    public IReadOnlyList<Comparison> Elsewhere()
    {
        var found = Best.Select(pair => FigurePairs.Group(pair.Numerator)).ToHashSet();
        return
        [
            .. from mine in Missing(Numerators)
               from theirs in Missing(Denominators)
               from task in _pairs.Between(mine, theirs).GroupBy(FigurePairs.TaskOf)
               select task.MinBy(ComparisonRules.Preference)!,
        ];

        List<IGrouping<VariantId, Observation>> Missing(ProductFigures side) =>
        [
            .. side.OfEveryVariant.Where(figure => !found.Contains(FigurePairs.Group(figure))).GroupBy(figure => figure.Variant!.Value),
        ];
    }
}

/// <summary>The figures of one side: of the variant itself and of those that stand for it.</summary>
public sealed class ProductFigures
{
    private readonly IReadOnlyList<VariantId> _order;

    public ProductFigures(AcceleratorNames names, FigurePairs pairs, VariantId variant)
    {
        Variant = variant;
        _order = [variant, .. names.Fallbacks(variant, ofChip: true)];
        var everywhere = names.Fallbacks(variant).Append(variant).ToHashSet();
        Figures = [.. pairs.FiguresOf(_order).Where(figure => everywhere.Contains(figure.Variant!.Value) || figure.Quantity.IsOfChip)];
        OfEveryVariant = pairs.FiguresOf(names.ResolveAll(variant.Accelerator));
        Words = [.. _order.SelectMany(pairs.WordsOf)];
    }

    public VariantId Variant { get; }

    public IReadOnlyList<Observation> Figures { get; }

    /// <summary>Figures of all variants of the accelerator.</summary>
    public IReadOnlyList<Observation> OfEveryVariant { get; }

    /// <summary>Figures in words, such as the manufacturing process; those of the nearest variant first.</summary>
    public IReadOnlyList<PublishedFigure> Words { get; }

    /// <returns>0 for the variant itself, 1 for the nearest that stands for it.</returns>
    public int LevelOf(Observation figure) => _order.Index().First(entry => entry.Item == figure.Variant!.Value).Index;
}
