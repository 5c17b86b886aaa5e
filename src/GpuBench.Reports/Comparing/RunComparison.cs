using System.Text.Json.Serialization;
using GpuBench.Measuring.Trials;

namespace GpuBench.Reports.Comparing;

/// <summary>
/// One task in a first run and in a later one. Rates are in SI units of <see cref="ValueUnit"/>; ratios are later over first.
/// </summary>
/// <param name="File">The later run.</param>
/// <param name="Device">Id in the first run; null if it has no such row.</param>
/// <param name="Ratio">Null if either has no value.</param>
/// <param name="WithinPrediction">Whether the later median is in the 95 % interval for re-runs; null if this is not a re-run.</param>
public sealed record RunComparison(
    string File, string Key, string? Device, string Workload, string Point, string DType, ValueUnit ValueUnit,
    double? First, double? Later, double? Ratio, bool? WithinPrediction, string? Why)
{
    public required string Engine { get; init; }

    public required string? DeviceName { get; init; }

    /// <summary>Id in the later run; null if it has no such row.</summary>
    public required string? LaterDevice { get; init; }

    public required string? LaterDeviceName { get; init; }

    public required CachePolicy Cache { get; init; }

    public required Regime Regime { get; init; }

    public required LaunchMode Launch { get; init; }

    public required string? Kernel { get; init; }

    public required string? LaterKernel { get; init; }

    /// <summary>95 % interval for the ratio of an unchanged re-run; null if this is not a re-run, or the interval is unknown.</summary>
    public double? RerunLow { get; init; }

    public double? RerunHigh { get; init; }

    /// <summary>95 % interval of the ratio, from the prediction intervals of both runs.</summary>
    public double? RatioLow { get; init; }

    public double? RatioHigh { get; init; }

    public required RowVerdict Verdict { get; init; }

    /// <summary>Differences of the runs, the devices and the rows.</summary>
    public required IReadOnlyList<RunDifference> Differs { get; init; }

    /// <summary>Short text of the task.</summary>
    public required string Task { get; init; }

    /// <summary>The differences of <see cref="Differs"/> that concern only this row.</summary>
    [JsonIgnore]
    public IReadOnlyList<RunDifference> RowDifferences { get; init; } = [];
}
