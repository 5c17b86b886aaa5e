using System.Globalization;
using GpuBench.Reports.Tables;

namespace GpuBench.Reports.Figures;

/// <summary>What a comparison of two products does not divide, and why.</summary>
internal static class PublishedGaps
{
    public static IEnumerable<Section> Of(PublishedComparison comparison, PairLayout layout)
    {
        if (comparison.Refused.Count > 0)
            yield return NotDivided(comparison, layout);
        if (comparison.Lonely.Count + comparison.Elsewhere.Count > 0)
            yield return OneSided(comparison, layout);
    }

    /// <summary>A row for each quantity. The example is the nearest miss of all its figures.</summary>
    private static Section NotDivided(PublishedComparison comparison, PairLayout layout)
    {
        var table = new Table(
            new("quantity"), new("figures", true), new(layout.Mine, true), new(layout.Theirs, true), new("nearest miss", Wraps: true));
        foreach (var quantity in comparison.Refused.GroupBy(group => group.Quantity))
        {
            var nearest = quantity.MinBy(group => group.Nearest!.Distance)!;
            var ids = layout.ShowsSources
                ? $" ({Id(nearest.Numerator!)} ÷ {Id(nearest.Denominator!)})"
                : "";
            table.Add(
                quantity.Key, Number(quantity.Sum(group => group.Figures)), Value(nearest.Numerator!, layout),
                Value(nearest.Denominator!, layout), nearest.Example + ids);
        }
        return new($"{layout.Mine} ÷ {layout.Theirs}: not divided", table)
        {
            Notes = [$"Figures: those of the {layout.Mine} without a pair. Nearest miss: the pair that fails in the fewest conditions."],
        };
    }

    private static Section OneSided(PublishedComparison comparison, PairLayout layout)
    {
        var table = new Table(new("published for"), new("quantities", Wraps: true));
        foreach (var (isOfDevice, name) in new[] { (true, layout.Mine), (false, layout.Theirs) })
            if (comparison.Lonely.Where(lonely => lonely.IsOfDevice == isOfDevice).ToList() is { Count: > 0 } lonely)
                table.Add($"{name} only", string.Join(", ", lonely.Select(Lonely)));
        foreach (var pair in OtherVariants.Of(comparison.Elsewhere).GroupBy(group => (group.Numerator, group.Denominator)))
            table.Add(
                $"{pair.Key.Numerator} ÷ {pair.Key.Denominator}",
                $"also published: {string.Join(", ", pair.Select(group => $"{group.Quantity}, {Count(group.Tasks, "task")}"))}");
        return new($"{layout.Mine} ÷ {layout.Theirs}: published for one side, or for other variants", table)
        {
            Notes =
            [
                "In parentheses: the number of figures, and other variants of the other side that have the quantity. "
                + "'Also published' pairs are divided if both variants are named: compare A --against B.",
            ],
        };
    }

    private static string Lonely(LonelyQuantity lonely)
    {
        var elsewhere = lonely.Elsewhere.Select(other => $"; {other.Key} {Number(other.Value)}");
        return $"{lonely.Quantity}{(lonely.Kind == "mlperf" ? " of MLPerf" : "")} ({Number(lonely.Figures)}{string.Concat(elsewhere)})";
    }

    private static string Value(PairSide side, PairLayout layout) =>
        FigureText.Compared(layout.Normalizer.Figures.Find(side.Id)!, layout.Normalizer.Data);

    private static string Id(PairSide side) => $"{side.Id} [{side.Source}]";

    private static string Count(int count, string word) => $"{Number(count)} {word}{(count == 1 ? "" : "s")}";

    private static string Number(int count) => count.ToString(CultureInfo.InvariantCulture);
}
