using GpuBench.Publications.Figures;

namespace GpuBench.Publications.Checking;

/// <summary>Figures that contradict each other.</summary>
public sealed record Conflict(IReadOnlyList<PublishedFigure> Figures)
{
    public bool IsExplained(IEnumerable<Disagreement> entries) => entries.Any(IsExplainedBy);

    /// <summary>Whether the entry explains the conflict: it names all its figures.</summary>
    public bool IsExplainedBy(Disagreement entry) => Figures.All(figure => entry.Figures.Contains(figure.Id));
}

/// <summary>Sources that differ about the same statement by more than their printed rounding.</summary>
internal static class SourceConflicts
{
    /// <returns>Groups of figures with the same key from different sources; they may agree.</returns>
    public static IReadOnlyList<IReadOnlyList<PublishedFigure>> Comparable(IEnumerable<PublishedFigure> figures) =>
    [
        .. figures.Where(figure => figure.UnstructuredBecause is null)
            .GroupBy(FigureKey.Of)
            .Where(group => group.DistinctBy(figure => figure.Source).Skip(1).Any())
            .Select(group => group.ToList()),
    ];

    public static IEnumerable<Conflict> In(IEnumerable<PublishedFigure> figures) =>
        Comparable(figures).Where(Differ).Select(group => new Conflict(group));

    private static bool Differ(IReadOnlyList<PublishedFigure> group)
    {
        if (group.Any(figure => figure.Value is null))
            return group.DistinctBy(figure => figure.Text).Skip(1).Any();
        var ranges = group.Select(PrintedRange.Of).ToList();
        return ranges.Exists(one => ranges.Exists(other => one.IsBelow(other)));
    }
}

/// <summary>Peaks that are below an achieved figure.</summary>
internal static class PeakConflicts
{
    /// <returns>Each peak with the best achieved figure of the same product, type and unit.</returns>
    public static IReadOnlyList<(PublishedFigure Peak, PublishedFigure Best)> Comparable(IReadOnlyList<PublishedFigure> figures)
    {
        var best = figures.Where(IsAchieved)
            .GroupBy(RoofOf)
            .ToDictionary(group => group.Key, group => group.MaxBy(figure => PrintedRange.Of(figure).Low)!);
        return
        [
            .. figures.Where(IsPeak).Where(peak => best.ContainsKey(RoofOf(peak))).Select(peak => (peak, best[RoofOf(peak)])),
        ];
    }

    public static IEnumerable<Conflict> In(IReadOnlyList<PublishedFigure> figures) =>
        Comparable(figures)
            .Where(pair => PrintedRange.Of(pair.Peak).IsBelow(PrintedRange.Of(pair.Best)))
            .Select(pair => new Conflict([pair.Peak, pair.Best]));

    /// <summary>A peak printed as "more than" may be exceeded.</summary>
    private static bool IsPeak(PublishedFigure figure) =>
        figure.Quantity is Quantities.PeakCompute or Quantities.PeakBandwidth && figure is { Value: not null, Bound: null };

    /// <summary>A share, a ratio or a time has no peak, and the peak of a link depends on its two ends.</summary>
    private static bool IsAchieved(PublishedFigure figure) =>
        figure is { Value: not null, Count: 1 } && !Quantities.Get(figure.Quantity).IsNominal
        && PrintedUnit.Find(figure.Unit)?.Si is "FLOP/s" or "OP/s" or "B/s" && figure.Quantity != Quantities.Link
        && (figure.HardwareUnit is "simt" or "tensor" or "copy");

    /// <summary>Key of the peak that limits a figure. All fp8 formats have one key.</summary>
    private static (string, string?, string?, string?, bool) RoofOf(PublishedFigure figure)
    {
        var isBandwidth = PrintedUnit.Find(figure.Unit)?.Si == "B/s";
        return isBandwidth
            ? (figure.VariantId.ToString(), null, null, null, true)
            : (figure.VariantId.ToString(), figure.DType?.Input.Split('-')[0], figure.Sparsity, figure.HardwareUnit, false);
    }
}
