namespace GpuBench.Reports.Figures;

/// <summary>A figure that is never divided.</summary>
public sealed record UnusableFigure(string Id, string Source, string Because);
