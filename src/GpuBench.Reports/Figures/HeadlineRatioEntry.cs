using GpuBench.Publications.Headline;

namespace GpuBench.Reports.Figures;

/// <param name="Name">E.g. <c>H20/H100</c>.</param>
/// <param name="Low">Smallest quotient of <paramref name="Pairs"/>; null where none is allowed.</param>
/// <param name="High">Largest quotient of <paramref name="Pairs"/>.</param>
/// <param name="Refused">Why there is no ratio; null where there is one.</param>
public sealed record HeadlineRatioEntry(string Name, double? Low, double? High, string? Refused, IReadOnlyList<PairEntry> Pairs)
{
    public static HeadlineRatioEntry Of(HeadlineRatio ratio) => new(
        ratio.Name, ratio.Range?.Low, ratio.Range?.High, ratio.Missing ?? ratio.Refused?.Why, [.. ratio.Allowed.Select(PairEntry.Of)]);
}
