using System.Globalization;
using GpuBench.Publications.Accelerators;
using GpuBench.Publications.Data;
using GpuBench.Publications.Normalising;
using GpuBench.Publications.Normalising.Rules;
using GpuBench.Reports.Formatting;
using GpuBench.Reports.Tables;

namespace GpuBench.Reports.Figures;

/// <summary>How pairs are shown.</summary>
/// <param name="Mine">Title of the column of the numerators, e.g. <c>H20</c>.</param>
/// <param name="Numerator">The variant that the heading names. Rows of other variants get a footnote.</param>
/// <param name="LabelsVariants">Whether rows of other variants name them in their label instead.</param>
/// <param name="ShowsAll">Whether each pair has a row, also in long groups.</param>
/// <param name="ShowsSources">Whether the ids and sources of each pair are shown.</param>
internal sealed record PairLayout(
    Normalizer Normalizer, string Mine, string Theirs, VariantId? Numerator, VariantId? Denominator,
    bool LabelsVariants, bool ShowsAll, bool ShowsSources)
{
    public bool IsNamed(Comparison pair) => pair.Numerator.Variant == Numerator && pair.Denominator.Variant == Denominator;
}

/// <summary>Pairs of published figures as tables for people and spreadsheets.</summary>
internal static class PairTables
{
    /// <summary>Pairs of one type and kernel that are shown as one line, unless all are asked for.</summary>
    private const int LongestGroup = 4;

    /// <summary>
    /// A section with a row per pair. The variants stand in the heading of the report, exceptions and reasons below the table. With
    /// sources, a second section has the ids.
    /// </summary>
    public static IEnumerable<Section> Of(string title, IReadOnlyList<Comparison> pairs, PairLayout layout)
    {
        var lines = LinesOf(pairs, layout);
        var notes = new PairNotes(layout);
        var table = new Table(
            [
                .. layout.ShowsSources ? new[] { new Column("#", true) } : [],
                new("what", Wraps: true), new(layout.Mine, true), new(layout.Theirs, true), new($"{layout.Mine} ÷ {layout.Theirs}", true),
                new("verdict"),
            ]);
        foreach (var (index, line) in lines.Index())
            table.Add(
            [
                .. layout.ShowsSources ? new[] { Number(index + 1) } : [],
                line.Label, line.Mine, line.Theirs, RatioText.OfAll(line.Pairs),
                $"{VerdictWords.Of(line.Pairs)} {notes.MarksOf(line.Pairs)}".TrimEnd(),
            ]);
        var sources = pairs.SelectMany(pair => new[] { pair.Numerator.Source!, pair.Denominator.Source! });
        yield return new(title, table) { Notes = [.. notes.Lines, Sources(sources)] };
        if (layout.ShowsSources)
            yield return new($"{title}: ids", Ids(lines, layout));
    }

    /// <summary>A line with the slugs of publications.</summary>
    public static string Sources(IEnumerable<string> slugs) =>
        $"Sources: {string.Join(", ", slugs.Distinct().Order(StringComparer.Ordinal))}.";

    /// <summary>Unformatted SI numbers, with both ids and sources.</summary>
    public static Table Flat(IEnumerable<PairEntry> entries)
    {
        var table = Table.Flat(
            "quantity", "nominal", "task", "dtype", "unitClass", "unit", "numerator", "numeratorVariant", "numeratorValue", "denominator",
            "denominatorVariant", "denominatorValue", "kind", "ratio", "low", "high", "isLowerBound", "isUpperBound", "verdict", "why",
            "numeratorSource", "denominatorSource");
        foreach (var entry in entries)
            table.Add(
                entry.Quantity, FlatText.Of(entry.Nominal), entry.Task, entry.DType, entry.HardwareUnit, entry.Unit,
                entry.Numerator.Id, Variant(entry.Numerator), FlatText.Of(entry.Numerator.Value),
                entry.Denominator.Id, Variant(entry.Denominator), FlatText.Of(entry.Denominator.Value),
                entry.Kind ?? "", FlatText.Of(entry.Ratio), FlatText.Of(entry.Low), FlatText.Of(entry.High),
                FlatText.Of(entry.IsLowerBound), FlatText.Of(entry.IsUpperBound), entry.Verdict, entry.Why,
                entry.Numerator.Source, entry.Denominator.Source);
        return table;
    }

    private static IReadOnlyList<Line> LinesOf(IReadOnlyList<Comparison> pairs, PairLayout layout)
    {
        var labels = pairs.Zip(DistinctLabels.Additions(pairs, Label), (pair, addition) => Label(pair) + addition);
        return
        [
            .. pairs.Zip(labels).GroupBy(entry => GroupOf(entry.First)).SelectMany(group =>
                layout.ShowsAll || group.Count() <= LongestGroup
                    ? group.Select(entry => Single(entry.First, entry.Second, layout.Normalizer.Data))
                    : [new Line($"{Number(group.Count())} tasks: {group.Key}", "", "", [.. group.Select(entry => entry.First)])]),
        ];

        string Label(Comparison pair) => layout.LabelsVariants && !layout.IsNamed(pair)
            ? $"{LabelOf(pair)}, {pair.Numerator.Variant} ÷ {pair.Denominator.Variant}".TrimStart(',', ' ')
            : LabelOf(pair);
    }

    private static Line Single(Comparison pair, string label, PublishedData data) =>
        new(label, FigureText.Compared(pair.Numerator, data), FigureText.Compared(pair.Denominator, data), [pair]);

    /// <summary>Of a nominal figure the quantity, of a measured one the task, which the section's title introduces.</summary>
    private static string LabelOf(Comparison pair) => string.Join(
        ' ',
        new[]
        {
            pair.Numerator.Quantity.IsNominal ? pair.Numerator.Quantity.Name : "", FigureText.Task(pair.Numerator), GroupWords(pair),
        }.Where(word => word.Length > 0));

    private static string GroupOf(Comparison pair) => pair.Numerator.Quantity.IsNominal
        ? LabelOf(pair)
        : string.Join(' ', new[] { GroupWords(pair), pair.Numerator.Kernel ?? "" }.Where(word => word.Length > 0));

    private static string GroupWords(Comparison pair)
    {
        var unit = FigureText.HardwareUnit(pair);
        var isObvious = unit is "" or "tensor" or "mixed" or "copy" or "link" || pair.Numerator.DType is null;
        return isObvious ? FigureText.Type(pair) : $"{FigureText.Type(pair)} {unit}";
    }

    private static Table Ids(IEnumerable<Line> lines, PairLayout layout)
    {
        const string Content = "id [source]; caveats";
        var table = new Table(
            new("#", true), new($"{layout.Mine}: {Content}", Wraps: true), new($"{layout.Theirs}: {Content}", Wraps: true));
        foreach (var (index, line) in lines.Index())
            foreach (var pair in line.Pairs)
                table.Add(Number(index + 1), Id(pair.Numerator, layout), Id(pair.Denominator, layout));
        return table;
    }

    private static string Id(Observation side, PairLayout layout) => string.Join(
        "; ", layout.Normalizer.Data.Find(side.Id)!.Caveats.Prepend($"{side.Id} [{side.Source}]"));

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Variant(PairSide side) => new VariantId(side.Accelerator, side.Variant).ToString();

    /// <param name="Mine">As printed; empty for a line of several pairs.</param>
    private sealed record Line(string Label, string Mine, string Theirs, IReadOnlyList<Comparison> Pairs);
}
