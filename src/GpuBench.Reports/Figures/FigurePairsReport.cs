using System.Globalization;
using System.Text.Json;
using GpuBench.Publications.Accelerators;
using GpuBench.Publications.Figures;
using GpuBench.Publications.Normalising;
using GpuBench.Publications.Normalising.Rules;
using GpuBench.Reports.Tables;

namespace GpuBench.Reports.Figures;

/// <summary>The allowed pairs of published figures of two accelerators, by quantity.</summary>
public static class FigurePairsReport
{
    /// <param name="numerator">As requested.</param>
    /// <param name="denominator">As requested.</param>
    /// <param name="showsSources">Whether the ids and sources of each pair are shown.</param>
    public static Report Of(
        string numerator, string denominator, IReadOnlyList<Comparison> pairs, Normalizer normalizer, bool showsSources = false)
    {
        var byQuantity = pairs.GroupBy(pair => pair.Numerator.Quantity.Name).OrderBy(group => QuantityOrder.RankOf(group.Key)).ToList();
        var summary = byQuantity.Select(PairedQuantity.Of).ToList();
        var entries = byQuantity.SelectMany(group => group).Select(PairEntry.Of).ToList();
        var layout = new PairLayout(
            normalizer, numerator.ToUpperInvariant(), denominator.ToUpperInvariant(),
            normalizer.Names.Find(numerator) ?? Common(pairs.Select(pair => pair.Numerator)),
            normalizer.Names.Find(denominator) ?? Common(pairs.Select(pair => pair.Denominator)), true, true, showsSources);
        return new(
            pairs.Count == 0
                ? [$"No published figure of {numerator} may be divided by one of {denominator}."]
                :
                [
                    string.Create(CultureInfo.InvariantCulture, $"{layout.Mine} ÷ {layout.Theirs}: {pairs.Count} pairs may be divided. ")
                        + $"Rows without variants: {layout.Numerator} ÷ {layout.Denominator}.",
                    $"Ratio: {PublishedComparisonReport.RatioMeaning}",
                    VerdictWords.Legend(pairs),
                ],
            [
                .. summary.Count == 0 ? [] : new[] { new Section("Pairs by quantity", Summary(summary)) },
                .. byQuantity.SelectMany(group => PairTables.Of($"{group.Key}: {Quantities.Get(group.Key).Meaning}", [.. group], layout)),
            ],
            PairTables.Flat(entries),
            JsonSerializer.Serialize(new(1, numerator, denominator, summary, entries), FiguresJson.Default.FigurePairsDocument) + "\n");
    }

    /// <summary>The variant that most pairs have. A bare name without a default variant stands for it.</summary>
    private static VariantId? Common(IEnumerable<Observation> sides) => sides
        .CountBy(side => side.Variant!.Value).OrderByDescending(variant => variant.Value)
        .Select(variant => (VariantId?)variant.Key).FirstOrDefault();

    private static Table Summary(IReadOnlyList<PairedQuantity> quantities)
    {
        var table = new Table(
            new("quantity"), new("is"), new("tasks", true), new("both variants stated", true), new("without conversion", true));
        foreach (var quantity in quantities)
            table.Add(
                quantity.Quantity, quantity.Nominal ? "nominal" : "measured", Text(quantity.Tasks), Text(quantity.TasksWithStatedVariants),
                Text(quantity.TasksAlike));
        table.Add(
            "all measured", "measured", Sum(quantities, quantity => quantity.Tasks),
            Sum(quantities, quantity => quantity.TasksWithStatedVariants), Sum(quantities, quantity => quantity.TasksAlike));
        return table;
    }

    private static string Sum(IEnumerable<PairedQuantity> quantities, Func<PairedQuantity, int> count) =>
        Text(quantities.Where(quantity => !quantity.Nominal).Sum(count));

    private static string Text(int count) => count.ToString(CultureInfo.InvariantCulture);
}

/// <param name="Numerator">The accelerator or variant, as requested.</param>
public sealed record FigurePairsDocument(
    int SchemaVersion, string Numerator, string Denominator, IReadOnlyList<PairedQuantity> Quantities, IReadOnlyList<PairEntry> Pairs);

/// <summary>Number of pairs of one quantity.</summary>
/// <param name="Tasks">Number of different tasks.</param>
/// <param name="TasksWithStatedVariants">Number of tasks with a pair in which both sides name their variant.</param>
/// <param name="TasksAlike">Number of tasks with a pair that needs no conversion.</param>
public sealed record PairedQuantity(string Quantity, bool Nominal, int Tasks, int TasksWithStatedVariants, int TasksAlike)
{
    public static PairedQuantity Of(IGrouping<string, Comparison> pairs) => new(
        pairs.Key,
        pairs.First().Numerator.Quantity.IsNominal,
        Count(pairs),
        Count(pairs.Where(pair => !pair.IsRangeOnly)),
        Count(pairs.Where(pair => pair.Verdict == Verdict.Like)));

    private static int Count(IEnumerable<Comparison> pairs) => pairs.Select(FigurePairs.TaskOf).Distinct().Count();
}
