using GpuBench.Measuring.Trials;

namespace GpuBench.Publications.Figures;

/// <summary>How a figure was timed.</summary>
/// <param name="Statistic"><c>mean</c>, <c>median</c>, <c>best</c> or <c>unknown</c>.</param>
public sealed record FigureMethod(Regime Regime, CachePolicy Cache, string Statistic);
