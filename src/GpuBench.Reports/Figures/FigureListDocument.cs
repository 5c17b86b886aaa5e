namespace GpuBench.Reports.Figures;

public sealed record FigureListDocument(int SchemaVersion, IReadOnlyList<FigureEntry> Figures);
