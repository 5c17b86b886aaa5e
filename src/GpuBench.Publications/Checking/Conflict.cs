using GpuBench.Publications.Figures;

namespace GpuBench.Publications.Checking;

/// <summary>Figures that cannot all be right, found by rule.</summary>
public sealed record Conflict(IReadOnlyList<PublishedFigure> Figures)
{
    public bool IsExplained(IEnumerable<Disagreement> entries) => entries.Any(IsExplainedBy);

    /// <summary>Somebody has looked into it: the entry names all of its figures.</summary>
    public bool IsExplainedBy(Disagreement entry) => Figures.All(figure => entry.Figures.Contains(figure.Id));
}
