namespace GpuBench.Reports.Tables;

/// <param name="RightAligned">Numbers stand under each other by their units.</param>
public sealed record Column(string Title, bool RightAligned = false);
