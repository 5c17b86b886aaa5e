namespace GpuBench.Publications.Data;

/// <param name="Path">What a message calls it, e.g. <c>results/published/flagperf.json</c>.</param>
/// <param name="Slug">The name without folder and ending: how other files refer to it.</param>
public sealed record DataFile(string Path, string Slug, string Text);
