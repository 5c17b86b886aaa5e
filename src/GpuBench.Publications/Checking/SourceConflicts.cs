using GpuBench.Publications.Figures;

namespace GpuBench.Publications.Checking;

/// <summary>Sources that say different things about the same thing, by more than their printed rounding.</summary>
internal static class SourceConflicts
{
    /// <returns>Figures with the same key from different sources, whether they agree or not.</returns>
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
