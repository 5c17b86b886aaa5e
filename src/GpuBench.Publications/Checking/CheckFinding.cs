namespace GpuBench.Publications.Checking;

/// <summary>Something in the data that contradicts itself, or that nobody could use as it stands.</summary>
/// <param name="File">Below the results folder, e.g. <c>published/flagperf.json</c>.</param>
/// <param name="Figure">Its id; null where the whole file is meant.</param>
/// <param name="Cure">What to do about it.</param>
public sealed record CheckFinding(string File, string? Figure, string What, string Cure);
