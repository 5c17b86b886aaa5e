namespace GpuBench.Reports.Figures;

/// <summary>One row of the headline table for programs.</summary>
/// <param name="Figures">By column: <c>h100</c>, <c>h20</c>, <c>910b</c>.</param>
public sealed record HeadlineEntry(
    string Label, string Unit, IReadOnlyDictionary<string, IReadOnlyList<FigureEntry>> Figures, IReadOnlyList<HeadlineRatioEntry> Ratios);
