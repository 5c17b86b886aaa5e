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
        var sides = comparisons.Select(comparison =>
            (Comparison: comparison, Layout: LayoutOf(comparison, normalizer, showsAll, showsSources))).ToList();
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
                    Summary =
                        [.. comparisons.Zip(summaries, (comparison, lines) => new SummaryOf(comparison.Against.ToString(), lines.Lines))],
                    OtherVariants = [.. comparisons.SelectMany(comparison => Figures.OtherVariants.Of(comparison.Elsewhere))],
                    Quoted =
                    [
                        .. comparisons.SelectMany(comparison => comparison.Quoted)
                            .Select(figure => FigureEntry.Of(figure, normalizer.Data)),
                    ],
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
        return [.. sections, .. PublishedGaps.Of(comparison, layout)];
    }

    /// <summary>For the json format: refused figures, and those whose quantity only one side has.</summary>
    private static IEnumerable<RefusedGroup> Refused(PublishedComparison comparison) => comparison.Refused.Concat(
        comparison.Lonely.Select(lonely => new RefusedGroup(
            comparison.Against.ToString(), lonely.Quantity, RefusedGroup.NonePublished, lonely.Figures,
            string.Join(", ", lonely.Elsewhere.Select(other => $"{other.Key} {Number(other.Value)}")),
            (lonely.IsOfDevice ? comparison.Device : comparison.Against).ToString())));

    private static string Number(int count) => count.ToString(CultureInfo.InvariantCulture);
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
