using System.Text.Json;
using GpuBench.Measuring;
using GpuBench.Publications.Data;
using GpuBench.Publications.Figures;
using GpuBench.Publications.Normalising;
using GpuBench.Publications.Normalising.Rules;
using GpuBench.Reports.Formatting;
using GpuBench.Reports.Tables;

namespace GpuBench.Reports.Figures;

/// <summary>The headline table: values as printed, and the ratios that are allowed.</summary>
public static class HeadlineReport
{
    private static readonly string[] Notes =
    [
        "Values are as their sources print them. V: read in the source; C: computed from V; R: recalled, never divided.",
        "Above 1 the left side is better, also for times. unit: same kind of hardware unit on both sides; task: same work, each side with "
            + "what it has. One pair: the ratio with its interval. Several pairs, or a side that does not name its variant: "
            + "from the lowest to the highest end of the intervals.",
        "Columns: H100 SXM5 80 GB, H20 96 GB and Ascend 910B2. A figure of another variant or product names it.",
    ];

    /// <exception cref="KeyNotFoundException">The table names a figure that is not published.</exception>
    public static Report Of(HeadlineTable headline, Normalizer normalizer)
    {
        var comparer = new HeadlineComparer(normalizer);
        var rows = headline.Rows.Select(row => (Row: row, Ratios: comparer.Ratios(row))).ToList();
        var entries = rows.Select(row => Entry(row.Row, row.Ratios, normalizer.Data)).ToList();
        return new(
            Notes,
            [new("Headline figures", Table(rows, normalizer.Data)), new("Pairs behind the ratios", Pairs(rows))],
            Flat(entries),
            JsonSerializer.Serialize(new(1, entries), FiguresJson.Default.HeadlineDocument) + "\n");
    }

    private static Table Table(IEnumerable<(HeadlineRow Row, IReadOnlyList<HeadlineRatio> Ratios)> rows, PublishedData data)
    {
        var table = new Table(
            new("workload", Wraps: true), new("H100", Wraps: true), new("H20", Wraps: true), new("910B2", Wraps: true), new("unit"),
            new("H20/H100", Wraps: true), new("910B/H100", Wraps: true), new("910B/H20", Wraps: true));
        foreach (var (row, ratios) in rows)
            table.Add(
            [
                row.Label, Cell(row.H100, row.Unit, data), Cell(row.H20, row.Unit, data), Cell(row.Ascend910B, row.Unit, data), row.Unit,
                .. ratios.Select(Ratio),
            ]);
        return table;
    }

    private static string Cell(HeadlineCell cell, string unit, PublishedData data) =>
        string.Join("; ", cell.Figures.Select(figure => Figure(figure, unit, data)).Append(cell.None).OfType<string>());

    private static string Figure(HeadlineFigure named, string unit, PublishedData data)
    {
        var figure = data.Find(named.Id)!;
        var value = figure.Unit == unit ? FigureText.Number(FigureText.Rounded(figure.Value!.Value)) : FigureText.Short(figure);
        return $"{value} {FigureText.ConfidenceCode(figure)}{(named.As is null ? "" : $" ({named.As})")}";
    }

    private static string Ratio(HeadlineRatio ratio) => ratio switch
    {
        { Missing: not null } => "",
        { Refused: { } refused } => $"refused: {refused.Why}",
        _ => $"{RatioText.OfAll(ratio.Allowed)} {string.Join(" / ", ratio.Allowed.Select(Judgement).Distinct())}",
    };

    private static string Judgement(Comparison pair) => $"{pair.Kind.Text()}, {pair.Verdict.Text()}";

    private static Table Pairs(IEnumerable<(HeadlineRow Row, IReadOnlyList<HeadlineRatio> Ratios)> rows)
    {
        var table = new Table(
            new("workload", Wraps: true), new("ratio of"), new("ratio", true), new("kind"), new("verdict", Wraps: true),
            new("why", Wraps: true), new("numerator", Optional: true), new("denominator", Optional: true));
        foreach (var (row, ratios) in rows)
            foreach (var ratio in ratios)
                foreach (var pair in ratio.Allowed.Concat(ratio.Refused is { } refused ? [refused] : []))
                    table.Add(
                        row.Label, ratio.Name, RatioText.Of(pair), pair.Ratio is null ? "" : pair.Kind.Text(), FigureText.Verdict(pair),
                        FigureText.Why(pair), pair.Numerator.Id, pair.Denominator.Id);
        return table;
    }

    private static HeadlineEntry Entry(HeadlineRow row, IReadOnlyList<HeadlineRatio> ratios, PublishedData data) => new(
        row.Label,
        row.Unit,
        new Dictionary<string, IReadOnlyList<FigureEntry>>
        {
            ["h100"] = Entries(row.H100, data),
            ["h20"] = Entries(row.H20, data),
            ["910b"] = Entries(row.Ascend910B, data),
        },
        [.. ratios.Select(HeadlineRatioEntry.Of)]);

    private static IReadOnlyList<FigureEntry> Entries(HeadlineCell cell, PublishedData data) =>
        [.. cell.Figures.Select(figure => FigureEntry.Of(data.Find(figure.Id)!, data))];

    /// <summary>A line per figure, then a line per ratio. The second column has the kind of line.</summary>
    private static Table Flat(IEnumerable<HeadlineEntry> rows)
    {
        var table = Tables.Table.Flat("workload", "of", "id", "value", "unit", "low", "high", "confidence", "kind", "verdict", "why");
        foreach (var row in rows)
        {
            foreach (var (column, figures) in row.Figures)
                foreach (var figure in figures)
                    table.Add(
                        row.Label, column, figure.Id, FlatText.Of(figure.Value), figure.SiUnit ?? "", "", "",
                        figure.Confidence, "", "", "");
            foreach (var ratio in row.Ratios)
            {
                foreach (var pair in ratio.Pairs)
                    table.Add(
                        row.Label, ratio.Name, $"{pair.Numerator.Id}/{pair.Denominator.Id}", FlatText.Of(pair.Ratio), "",
                        FlatText.Of(pair.Low), FlatText.Of(pair.High), "", pair.Kind!, pair.Verdict, pair.Why);
                if (ratio.Refused is { } why)
                    table.Add(row.Label, ratio.Name, "", "", "", "", "", "", "", Verdict.Incomparable.Text(), why);
            }
        }
        return table;
    }
}

public sealed record HeadlineDocument(int SchemaVersion, IReadOnlyList<HeadlineEntry> Rows);

/// <summary>A row of the headline table in the JSON output.</summary>
/// <param name="Figures">By column: <c>h100</c>, <c>h20</c>, <c>910b</c>.</param>
public sealed record HeadlineEntry(
    string Label, string Unit, IReadOnlyDictionary<string, IReadOnlyList<FigureEntry>> Figures, IReadOnlyList<HeadlineRatioEntry> Ratios);

/// <param name="Name">E.g. <c>H20/H100</c>.</param>
/// <param name="Low">Lowest end of the intervals of <paramref name="Pairs"/>; null if none is allowed.</param>
/// <param name="High">Highest end of the intervals of <paramref name="Pairs"/>.</param>
/// <param name="Refused">The reason why there is no ratio; null if there is one.</param>
public sealed record HeadlineRatioEntry(string Name, double? Low, double? High, string? Refused, IReadOnlyList<PairEntry> Pairs)
{
    public static HeadlineRatioEntry Of(HeadlineRatio ratio) => new(
        ratio.Name, ratio.Range?.Low, ratio.Range?.High, ratio.Missing ?? ratio.Refused?.Why, [.. ratio.Allowed.Select(PairEntry.Of)]);
}
