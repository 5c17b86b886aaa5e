using GpuBench.Measuring.Trials;

namespace GpuBench.Publications.Figures;

/// <summary>Numeric types of a published figure; <c>unstated</c> where the source does not say.</summary>
/// <param name="Printed">The source's label, where it differs.</param>
/// <param name="Basis"><c>inferred</c>, or <c>inferred-contested</c> where sources disagree about the inference.</param>
public sealed record FigureType(string Input, string? Accumulate = null, string? Output = null, string? Printed = null, string? Basis = null);

/// <summary>How a figure was timed.</summary>
/// <param name="Statistic"><c>mean</c>, <c>median</c>, <c>best</c> or <c>unknown</c>.</param>
public sealed record FigureMethod(Regime Regime, CachePolicy Cache, string Statistic);
