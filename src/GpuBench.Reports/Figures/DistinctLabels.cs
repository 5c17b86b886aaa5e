using GpuBench.Measuring;
using GpuBench.Publications.Figures;
using GpuBench.Publications.Normalising.Rules;

namespace GpuBench.Reports.Figures;

/// <summary>Makes labels of rows differ: rows with equal labels get the conditions that distinguish them.</summary>
internal static class DistinctLabels
{
    private static readonly (string Name, Func<PublishedFigure, string?> Of)[] OfFigure =
    [
        ("sparsity", figure => figure.Sparsity),
        ("unit", figure => figure.HardwareUnit),
        ("cap", figure => figure.PowerCapWatts is { } watts ? $"{FigureText.Number(watts)} W" : null),
        ("platform", figure => figure.Platform),
        ("program", figure => figure.WorkloadWord("program") ?? figure.WorkloadWord("engine") ?? figure.Software),
        ("version", figure => figure.WorkloadWord("engineVersion")),
        ("system", figure => figure.WorkloadWord("system")),
        ("statistic", figure => figure.Method?.Statistic),
        ("cache", figure => figure.Method?.Cache.Text()),
        ("regime", figure => figure.Method?.Regime.Text()),
        ("timing", figure => figure.Method?.Timing),
        ("FLOP", figure => figure.FlopConvention),
        ("source", figure => figure.Source),
        ("place", figure => figure.Locator),
    ];

    private static readonly (string Name, Func<Comparison, string?> Of)[] OfPair =
    [
        ("sparsity", pair => Both(pair, side => side.Sparsity)),
        ("sums", pair => Both(pair, side => side.DType?.Accumulate)),
        ("program", pair => Both(pair, side => side.Program)),
        ("statistic", pair => Both(pair, side => side.Method?.Statistic)),
        ("cache", pair => Both(pair, side => side.Method?.Cache.Text())),
        ("regime", pair => Both(pair, side => side.Method?.Regime.Text())),
        ("timing", pair => Both(pair, side => side.Method?.Timing)),
        ("source", pair => Both(pair, side => side.Source)),
        ("figures", pair => Both(pair, side => side.Id)),
    ];

    /// <param name="labelOf">What the rows show. It distinguishes most of them.</param>
    /// <returns>What each label must add, e.g. <c>, cache warm</c>; empty if it is the only one of its kind.</returns>
    public static IReadOnlyList<string> Additions(IReadOnlyList<PublishedFigure> figures, Func<PublishedFigure, string> labelOf) =>
        Additions(figures, labelOf, OfFigure);

    /// <inheritdoc cref="Additions(IReadOnlyList{PublishedFigure}, Func{PublishedFigure, string})"/>
    public static IReadOnlyList<string> Additions(IReadOnlyList<Comparison> pairs, Func<Comparison, string> labelOf) =>
        Additions(pairs, labelOf, OfPair);

    private static IReadOnlyList<string> Additions<T>(
        IReadOnlyList<T> items, Func<T, string> labelOf, IReadOnlyList<(string Name, Func<T, string?> Of)> conditions)
    {
        var labels = items.Select(labelOf).ToArray();
        var additions = new string[items.Count];
        Array.Fill(additions, "");
        foreach (var (name, of) in conditions)
        {
            foreach (var same in AllEqual())
            {
                var words = same.ToDictionary(index => index, index => of(items[index]) ?? "unstated");
                if (words.Values.Distinct().Skip(1).Any())
                    foreach (var index in same)
                        additions[index] += $", {name} {words[index]}";
            }
        }
        return additions;

        List<IGrouping<(string, string), int>> AllEqual() =>
            [.. Enumerable.Range(0, labels.Length).GroupBy(index => (labels[index], additions[index])).Where(same => same.Skip(1).Any())];
    }

    private static string Both(Comparison pair, Func<Observation, string?> of)
    {
        var (mine, theirs) = (of(pair.Numerator) ?? "unstated", of(pair.Denominator) ?? "unstated");
        return mine == theirs ? mine : $"{mine} ÷ {theirs}";
    }
}
