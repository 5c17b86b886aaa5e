namespace GpuBench.Reports.Comparing;

/// <summary>Later runs against a first one.</summary>
/// <param name="Threshold">The share by which a value must differ to count, e.g. 0.1.</param>
public sealed record ComparedRuns(double Threshold, ComparedRun First, IReadOnlyList<LaterRun> Later);
