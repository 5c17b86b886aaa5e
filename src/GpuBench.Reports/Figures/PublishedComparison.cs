using GpuBench.Publications.Accelerators;
using GpuBench.Publications.Normalising;

namespace GpuBench.Reports.Figures;

/// <summary>Everything published of one product set against another.</summary>
/// <param name="Pairs">The best pair of each task.</param>
/// <param name="Refused">What found no partner.</param>
public sealed record PublishedComparison(VariantId Device, VariantId Against, IReadOnlyList<Comparison> Pairs, IReadOnlyList<RefusedGroup> Refused)
{
    private const string NonePublished = "none published";

    /// <summary>Figures that name no variant belong to every one: their ratios are ranges.</summary>
    public static PublishedComparison Of(VariantId device, VariantId against, FigurePairs pairs)
    {
        var (mine, theirs) = (WithUnstated(device), WithUnstated(against));
        var misses =
            from miss in pairs.NearestMisses(mine, theirs)
            group miss by (Quantity: miss.Numerator.Quantity.Name, miss.Rulings[^1].Rule) into reason
            select new RefusedGroup(against.ToString(), reason.Key.Quantity, reason.Key.Rule, reason.Count(), reason.First().Why);
        var lonely =
            from quantity in pairs.WithoutCounterpart(mine, theirs)
            select new RefusedGroup(against.ToString(), quantity.Key, NonePublished, quantity.Value, "");
        return new(
            device, against, pairs.BestOfEachTask(pairs.Between(mine, theirs)),
            [.. misses.Concat(lonely).OrderBy(group => group.Quantity, StringComparer.Ordinal).ThenByDescending(group => group.Figures)]);
    }

    private static VariantId[] WithUnstated(VariantId variant) => [variant, variant with { Variant = VariantId.UnstatedVariant }];
}
