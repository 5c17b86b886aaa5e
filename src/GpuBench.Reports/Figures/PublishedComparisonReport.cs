using System.Globalization;
using System.Text.Json;
using GpuBench.Publications.Accelerators;
using GpuBench.Publications.Figures;
using GpuBench.Reports.Tables;

namespace GpuBench.Reports.Figures;

/// <summary>Published against published: what one product is worth of others, without measuring anything.</summary>
public static class PublishedComparisonReport
{
    /// <param name="comparisons">Of one device.</param>
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
        return new(
            [
                string.Create(CultureInfo.InvariantCulture, $"{names.Describe(device)} over {string.Join(", ", comparisons.Select(comparison => names.Describe(comparison.Against)))}, published figures alone: {entries.Count} tasks pair."),
                "Ratio: numerator over denominator, times turned round; the best pair of each task. A range alone: one side does not name its variant. Kind unit speaks of the silicon, kind task of a job done.",
            ],
            sections,
            PairTables.Flat(entries),
            JsonSerializer.Serialize(new(1, device.ToString(), [.. comparisons.Select(comparison => comparison.Against.ToString())], entries, refused), ReportsJson.Default.PublishedComparisonDocument) + "\n");
    }

    private static Table Refused(IEnumerable<RefusedGroup> groups)
    {
        var table = new Table(new("against"), new("quantity"), new("refused by"), new("figures", true), new("for example", Wraps: true));
        foreach (var group in groups)
            table.Add(group.Against, group.Quantity, group.Reason, group.Figures.ToString(CultureInfo.InvariantCulture), group.Example);
        return table;
    }
}
