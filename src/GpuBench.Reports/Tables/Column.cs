namespace GpuBench.Reports.Tables;

/// <param name="RightAligned">Numbers stand under each other by their units.</param>
/// <param name="Wraps">May be broken into lines, at spaces, where a terminal is narrow.</param>
/// <param name="Optional">Left out, from the right, where a terminal is too narrow for all columns.</param>
public sealed record Column(string Title, bool RightAligned = false, bool Wraps = false, bool Optional = false);
