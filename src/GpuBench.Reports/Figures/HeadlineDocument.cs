namespace GpuBench.Reports.Figures;

public sealed record HeadlineDocument(int SchemaVersion, IReadOnlyList<HeadlineEntry> Rows);
