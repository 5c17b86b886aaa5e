namespace GpuBench.Reports.Comparing;

/// <summary>A device of the first run and its counterpart in the later one, for one engine; null where there is none.</summary>
/// <param name="IsSameDevice">Whether later rows can be re-runs of first ones.</param>
internal sealed record DevicePair(ComparedDevice? First, ComparedDevice? Later, bool IsSameDevice);
