using GpuBench.Measuring.Statistics;
using GpuBench.Publications.Figures;
using GpuBench.Publications.Normalising;

namespace GpuBench.Reports.Figures;

/// <summary>Everything that is known about one published figure.</summary>
/// <param name="Interval">What ratios use, in the printed unit; null for words.</param>
/// <param name="Terms">What the interval is the hull of, widest first.</param>
/// <param name="SameKey">Other figures of the same product and task, by the same kind of program and method.</param>
/// <param name="Disagreements">Contradictions that it is part of, and what is made of them.</param>
/// <param name="NotDividedBecause">Null where the figure may be divided.</param>
public sealed record FigureDetail(
    int SchemaVersion, PublishedFigure Figure, Source Source, Interval? Interval, IReadOnlyList<IntervalTerm> Terms,
    IReadOnlyList<PublishedFigure> SameKey, IReadOnlyList<Disagreement> Disagreements, string? NotDividedBecause)
{
    public static FigureDetail Of(PublishedFigure figure, Normalizer normalizer)
    {
        var terms = normalizer.Figures.TermsOf(figure).OrderByDescending(term => term.Width).ToList();
        var observation = normalizer.Figures.Find(figure.Id);
        return new(
            1, figure, normalizer.Data.SourceOf(figure),
            observation is null ? null : normalizer.Figures.IntervalOf(figure),
            terms, normalizer.Figures.WithSameKey(figure), [.. normalizer.Data.Disagreements.Where(entry => entry.Figures.Contains(figure.Id))],
            observation is null ? "words, not a number" : observation.Unusable);
    }
}
