using GpuBench.Measuring.Trials;

namespace GpuBench.Reports.Comparing;

/// <summary>One task in a first run and in a later one.</summary>
/// <param name="Ratio">Later over first; null where either has no value.</param>
/// <param name="WithinPrediction">Whether the later median lies where the first run expected 95 % of re-runs.</param>
public sealed record RunComparison(
    string File, string Key, string Device, string Workload, string Point, string DType, ValueUnit ValueUnit,
    double? First, double? Later, double? Ratio, bool? WithinPrediction, string? Why);
