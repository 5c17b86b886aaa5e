using GpuBench.Measuring.Statistics;
using GpuBench.Publications.Normalising;

namespace GpuBench.Publications.Headline;

/// <summary>One ratio of a headline row: every pair of the two cells' figures, judged.</summary>
/// <param name="Name">E.g. <c>H20/H100</c>.</param>
/// <param name="Allowed">Pairs that may be divided.</param>
/// <param name="Refused">The pair that passed most rules, where none is allowed; null too where a cell is empty.</param>
/// <param name="Missing">Which cell is empty and why; null where there is a pair to judge.</param>
public sealed record HeadlineRatio(string Name, IReadOnlyList<Comparison> Allowed, Comparison? Refused, string? Missing)
{
    /// <summary>From the smallest quotient of <see cref="Allowed"/> to the largest; null where there is none.</summary>
    public Interval? Range => Allowed.Count == 0
        ? null
        : new(Allowed.Min(pair => pair.Ratio!.Value), Allowed.Max(pair => pair.Ratio!.Value));
}
