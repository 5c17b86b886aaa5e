using System.Text.Json.Serialization;
using GpuBench.Measuring.Trials;

namespace GpuBench.Reports.Comparing;

/// <summary>
/// One task in a first run and in a later one. Rates are in SI units of <see cref="ValueUnit"/>; ratios are later over first.
/// </summary>
/// <param name="File">The later run.</param>
/// <param name="Device">Id in the first run; null where it has no such row.</param>
/// <param name="Ratio">Null where either has no value.</param>
/// <param name="WithinPrediction">Whether the later median lies where 95 % of re-runs were expected; null where this is none.</param>
public sealed record RunComparison(
    string File, string Key, string? Device, string Workload, string Point, string DType, ValueUnit ValueUnit,
    double? First, double? Later, double? Ratio, bool? WithinPrediction, string? Why)
{
    public required string Engine { get; init; }

    public required string? DeviceName { get; init; }

    /// <summary>Id in the later run; null where it has no such row.</summary>
    public required string? LaterDevice { get; init; }

    public required string? LaterDeviceName { get; init; }

    public required CachePolicy Cache { get; init; }

    public required Regime Regime { get; init; }

    public required LaunchMode Launch { get; init; }

    public required string? Kernel { get; init; }

    public required string? LaterKernel { get; init; }

    /// <summary>Where the ratio of an unchanged re-run is expected (95 %); null where this is no re-run, or nothing is known.</summary>
    public double? RerunLow { get; init; }

    public double? RerunHigh { get; init; }

    /// <summary>95 % interval of the ratio itself, from what both runs know of re-runs.</summary>
    public double? RatioLow { get; init; }

    public double? RatioHigh { get; init; }

    public required RowVerdict Verdict { get; init; }

    /// <summary>What is not the same: of the runs, of the devices, of the rows.</summary>
    public required IReadOnlyList<RunDifference> Differs { get; init; }

    /// <summary>The task as people say it.</summary>
    public required string Task { get; init; }

    /// <summary>Of <see cref="Differs"/>, what concerns this row alone.</summary>
    [JsonIgnore]
    public IReadOnlyList<RunDifference> RowDifferences { get; init; } = [];
}
