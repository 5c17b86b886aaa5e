using System.Globalization;
using System.Text.Json;
using GpuBench.Publications.Figures;
using GpuBench.Publications.Normalising;
using GpuBench.Reports.Tables;

namespace GpuBench.Reports.Figures;

/// <summary>Compares published figures of one product with those of others. Nothing is measured.</summary>
public static class PublishedComparisonReport
{
    internal const string RatioMeaning =
        "above 1 the left side is better, also for times; of power, clocks, counts, areas and ridge points a plain quotient. "
        + "In parentheses: the 95 % interval, or the range over sources. Two numbers alone: a range, without a most likely value.";

    /// <param name="comparisons">Comparisons of one device.</param>
    /// <param name="showsAll">Whether long groups have a row for each pair.</param>
    /// <param name="showsSources">Whether the ids and sources of each pair are shown.</param>
    public static Report Of(
        IReadOnlyList<PublishedComparison> comparisons, Normalizer normalizer, bool showsAll = false, bool showsSources = false)
    {
        var names = normalizer.Names;
        var device = comparisons[0].Device;
        var sides = comparisons.Select(comparison => (Comparison: comparison, Layout: LayoutOf(comparison, normalizer, showsAll, showsSources))).ToList();
        var entries = comparisons.SelectMany(comparison => comparison.Pairs).Select(PairEntry.Of).ToList();
        var others = string.Join(", ", comparisons.Select(comparison => names.Describe(comparison.Against)));
        var summaries = sides.Select(side => PublishedSummary.Of(side.Comparison, side.Layout)).ToList();
        string[] notes =
        [
            $"{names.Describe(device)} ÷ {others}, published figures only.",
            $"Ratio: {sides[0].Layout.Mine} ÷ {(sides.Count == 1 ? sides[0].Layout.Theirs : "the other")}; {RatioMeaning}",
            VerdictWords.Legend(comparisons.SelectMany(comparison => comparison.Pairs)),
        ];
        return new(
            [.. notes.Where(note => note.Length > 0)],
            [
                .. sides.Zip(summaries, (side, lines) => Summary(lines.Lines, lines.Unpublished, side.Layout)),
                .. sides.SelectMany(side => Details(side.Comparison, side.Layout)),
            ],
            PairTables.Flat(entries),
            JsonSerializer.Serialize(
                new(
                    1, device.ToString(), [.. comparisons.Select(comparison => comparison.Against.ToString())], entries,
                    [.. comparisons.SelectMany(Refused)])
                {
                    Summary = [.. comparisons.Zip(summaries, (comparison, lines) => new SummaryOf(comparison.Against.ToString(), lines.Lines))],
                    OtherVariants = [.. comparisons.SelectMany(comparison => Figures.OtherVariants.Of(comparison.Elsewhere))],
                    Quoted = [.. comparisons.SelectMany(comparison => comparison.Quoted).Select(figure => FigureEntry.Of(figure, normalizer.Data))],
                },
                FiguresJson.Default.PublishedComparisonDocument) + "\n")
        {
            Closing = showsAll || showsSources ? [] :
            [
                "--all lists every pair, --sources the ids and sources of each; --quantity, --kind, --model and --dtype select figures; "
                + "'figures show ID' explains one.",
            ],
        };
    }

    private static PairLayout LayoutOf(PublishedComparison comparison, Normalizer normalizer, bool showsAll, bool showsSources) => new(
        normalizer, normalizer.Names.Short(comparison.Device), normalizer.Names.Short(comparison.Against), comparison.Device,
        comparison.Against, false, showsAll || showsSources, showsSources);

    private static Section Summary(IReadOnlyList<SummaryLine> lines, IReadOnlyList<string> unpublished, PairLayout layout)
    {
        var table = new Table(
            new("what"), new($"{layout.Mine} ÷ {layout.Theirs}", true), new("verdict"), new("pairs", true), new("figures", Wraps: true));
        foreach (var line in lines)
            table.Add(line.Topic, line.Ratio, line.Verdict, line.Pairs == 0 ? "" : Number(line.Pairs), line.Figures);
        return new($"{layout.Mine} ÷ {layout.Theirs}: summary", table)
        {
            Notes =
            [
                .. unpublished.Count == 0 ? [] : new[] { $"Neither side has selected figures of: {string.Join("; ", unpublished)}." },
                PublishedSummary.Explanation,
            ],
        };
    }

    private static IEnumerable<Section> Details(PublishedComparison comparison, PairLayout layout)
    {
        var title = $"{layout.Mine} ÷ {layout.Theirs}";
        var nominal = QuantityOrder.Nominal(comparison.Pairs);
        List<Section> sections = nominal.Count > 0 ? [.. PairTables.Of($"{title}: nominal figures", nominal, layout)] : [];
        if (NominalWords.Of(comparison, layout) is { } words)
            sections.Add(words);
        foreach (var group in QuantityOrder.Measured(comparison.Pairs))
            sections.AddRange(PairTables.Of($"{title}: {group.Key}, {Quantities.Get(group.Key).Meaning}", [.. group], layout));
        if (comparison.Refused.Count > 0)
            sections.Add(NotDivided(comparison, layout));
        if (comparison.Lonely.Count + comparison.Elsewhere.Count > 0)
            sections.Add(OneSided(comparison, layout));
        return sections;
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
                quantity.Key, Number(quantity.Sum(group => group.Figures)), Value(nearest.Numerator!, layout), Value(nearest.Denominator!, layout),
                nearest.Example + ids);
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

    /// <summary>For the json format: refused figures, and those whose quantity only one side has.</summary>
    private static IEnumerable<RefusedGroup> Refused(PublishedComparison comparison) => comparison.Refused.Concat(
        comparison.Lonely.Select(lonely => new RefusedGroup(
            comparison.Against.ToString(), lonely.Quantity, RefusedGroup.NonePublished, lonely.Figures,
            string.Join(", ", lonely.Elsewhere.Select(other => $"{other.Key} {Number(other.Value)}")),
            (lonely.IsOfDevice ? comparison.Device : comparison.Against).ToString())));

    private static string Value(PairSide side, PairLayout layout) => FigureText.Value(layout.Normalizer.Data.Find(side.Id)!);

    private static string Id(PairSide side) => $"{side.Id} [{side.Source}]";

    private static string Count(int count, string word) => $"{Number(count)} {word}{(count == 1 ? "" : "s")}";

    private static string Number(int count) => count.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Nominal figures in words that both products have, such as the manufacturing process.</summary>
internal static class NominalWords
{
    /// <returns>Null if there is none.</returns>
    public static Section? Of(PublishedComparison comparison, PairLayout layout)
    {
        var table = new Table(new("what"), new(layout.Mine, Wraps: true), new(layout.Theirs, Wraps: true));
        var theirs = comparison.Figures.Denominators.Words;
        foreach (var mine in comparison.Figures.Numerators.Words.DistinctBy(figure => figure.Quantity))
            if (theirs.FirstOrDefault(figure => figure.Quantity == mine.Quantity) is { } other)
                table.Add(mine.Quantity, FigureText.Value(mine), FigureText.Value(other));
        return table.Rows.Count == 0 ? null : new($"{layout.Mine} and {layout.Theirs}: in words", table);
    }
}

/// <param name="Device">E.g. <c>h20-96gb-hbm3</c>.</param>
public sealed record PublishedComparisonDocument(
    int SchemaVersion, string Device, IReadOnlyList<string> Against, IReadOnlyList<PairEntry> Pairs, IReadOnlyList<RefusedGroup> Refused)
{
    public required IReadOnlyList<SummaryOf> Summary { get; init; }

    public required IReadOnlyList<OtherVariants> OtherVariants { get; init; }

    /// <summary>Ratios that sources quote. They are never divided.</summary>
    public required IReadOnlyList<FigureEntry> Quoted { get; init; }
}

/// <param name="Against">The other variant.</param>
public sealed record SummaryOf(string Against, IReadOnlyList<SummaryLine> Lines);
