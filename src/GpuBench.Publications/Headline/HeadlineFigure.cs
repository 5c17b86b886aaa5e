namespace GpuBench.Publications.Headline;

/// <param name="Id">Of the published figure.</param>
/// <param name="As">What tells it from the others of its cell.</param>
public sealed record HeadlineFigure(string Id, string? As = null);
