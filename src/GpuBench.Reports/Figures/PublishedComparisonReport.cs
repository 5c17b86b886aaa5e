using System.Globalization;
using System.Text.Json;
using GpuBench.Publications.Accelerators;
using GpuBench.Publications.Figures;
using GpuBench.Publications.Normalising;
using GpuBench.Publications.Normalising.Rules;
using GpuBench.Reports.Tables;

namespace GpuBench.Reports.Figures;

/// <summary>Compares published figures of one product with those of others. Nothing is measured.</summary>
public static class PublishedComparisonReport
{
    /// <param name="comparisons">Comparisons of one device.</param>
    public static Report Of(IReadOnlyList<PublishedComparison> comparisons, AcceleratorNames names)
    {
        var device = comparisons[0].Device;
        var entries = comparisons.SelectMany(comparison => comparison.Pairs).Select(PairEntry.Of).ToList();
        var refused = comparisons.SelectMany(comparison => comparison.Refused).ToList();
        var sections = FigurePairsReport.InOrder(comparisons.SelectMany(comparison => comparison.Pairs))
            .Select(group => new Section($"{group.Key}: {Quantities.Get(group.Key).Meaning}", PairTables.Of(group)))
            .ToList();
        if (refused.Count > 0)
            sections.Add(new("Not divided", Refused(refused)));
        var against = string.Join(", ", comparisons.Select(comparison => names.Describe(comparison.Against)));
        return new(
            [
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{names.Describe(device)} over {against}, published figures only: the best pair of each of {entries.Count} tasks."),
                $"{HeadlineReport.RatioKinds} If a side does not name its variant, the ratio is a range.",
            ],
            sections,
            PairTables.Flat(entries),
            JsonSerializer.Serialize(
                new(1, device.ToString(), [.. comparisons.Select(comparison => comparison.Against.ToString())], entries, refused),
                FiguresJson.Default.PublishedComparisonDocument) + "\n");
    }

    private static Table Refused(IEnumerable<RefusedGroup> groups)
    {
        var table = new Table(new("against"), new("quantity"), new("refused by"), new("figures", true), new("for example", Wraps: true));
        foreach (var group in groups)
            table.Add(group.Against, group.Quantity, group.Reason, group.Figures.ToString(CultureInfo.InvariantCulture), group.Example);
        return table;
    }
}

/// <param name="Device">E.g. <c>h20-96gb-hbm3</c>.</param>
public sealed record PublishedComparisonDocument(
    int SchemaVersion, string Device, IReadOnlyList<string> Against, IReadOnlyList<PairEntry> Pairs, IReadOnlyList<RefusedGroup> Refused);

/// <summary>All published figures of one product, compared with those of another.</summary>
/// <param name="Pairs">The best pair of each task.</param>
/// <param name="Refused">Figures without a pair.</param>
public sealed record PublishedComparison(
    VariantId Device, VariantId Against, IReadOnlyList<Comparison> Pairs, IReadOnlyList<RefusedGroup> Refused)
{
    private const string NonePublished = "none published";

    /// <summary>Figures that name no variant count for all variants; their ratios are ranges.</summary>
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

/// <summary>Figures of the device that have no pair, grouped by the reason.</summary>
/// <param name="Against">The other variant.</param>
/// <param name="Reason">Name of the rule that refused the nearest miss, or <c>none published</c>.</param>
/// <param name="Example">The rule's reason for one of them.</param>
public sealed record RefusedGroup(string Against, string Quantity, string Reason, int Figures, string Example);
