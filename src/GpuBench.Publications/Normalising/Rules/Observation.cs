using System.Globalization;
using GpuBench.Measuring.Statistics;
using GpuBench.Measuring.Workloads;
using GpuBench.Publications.Accelerators;
using GpuBench.Publications.Figures;

namespace GpuBench.Publications.Normalising.Rules;

/// <summary>
/// One side of a ratio, measured here or published: the same key fields, in the words of the published figures, so that one
/// set of rules judges every pair.
/// </summary>
public sealed record Observation
{
    /// <summary>The published figure's id, or the measured row's key.</summary>
    public required string Id { get; init; }

    /// <summary>Null for a device that no file of results/accelerators names.</summary>
    public required VariantId? Variant { get; init; }

    public required FigureQuantity Quantity { get; init; }

    /// <summary>In <see cref="SiUnit"/>, for all of <see cref="Count"/> devices together.</summary>
    public required double Value { get; init; }

    /// <summary>95 %, or as near to it as the source allows.</summary>
    public required Interval Interval { get; init; }

    public required string SiUnit { get; init; }

    /// <summary>E.g. <c>gemm</c>; empty for nominal figures.</summary>
    public required string Kind { get; init; }

    /// <summary>The task's fields (<see cref="WorkloadTask"/>).</summary>
    public required IReadOnlyDictionary<string, string> Task { get; init; }

    /// <summary>As <see cref="PublishedTask.MovesBytes"/>, of the kind.</summary>
    public bool MovesBytes { get; init; }

    /// <summary>As <see cref="PublishedTask.HasCounting"/>, of the kind.</summary>
    public bool HasCounting { get; init; }

    /// <summary>As <see cref="PublishedTask.HasHeads"/>, of the kind.</summary>
    public bool HasHeads { get; init; }

    /// <summary>The published kernel's family, where figures are told apart by it; null for our own.</summary>
    public string? Kernel { get; init; }

    /// <summary>Program or engine with version; for the reader.</summary>
    public string? Program { get; init; }

    public FigureType? DType { get; init; }

    public string? Sparsity { get; init; }

    public string? UnitClass { get; init; }

    public string? Convention { get; init; }

    public int Count { get; init; } = 1;

    /// <summary>Null where nothing was timed.</summary>
    public FigureMethod? Method { get; init; }

    /// <summary>How much another state of the cache changes this value, measured beside it; null where that was not measured.</summary>
    public Interval? CacheSpread { get; init; }

    /// <summary>How much the other regime changes this value, measured beside it; null where that was not measured.</summary>
    public Interval? RegimeSpread { get; init; }

    /// <summary>Slug of the publication; null for what was measured here.</summary>
    public string? Source { get; init; }

    /// <summary>Of the publication, 1 the best and 6 the worst; 0 for what was measured here.</summary>
    public int Tier { get; init; }

    /// <summary>The device can do at least this: printed as "more than", or by a kernel that need not be its best.</summary>
    public bool IsLowerBound { get; init; }

    /// <summary>Why it must not be divided at all; null where it may.</summary>
    public string? Unusable { get; init; }

    /// <summary>Another figure is preferred to this one where sources disagree (<see cref="Figures.Disagreement"/>).</summary>
    public bool IsDispreferred { get; init; }

    public bool IsMeasuredHere => Source is null;

    /// <summary>Heads, by a kernel of ours that need not be the best: its rate on some heads is a lower bound for more of them.</summary>
    public bool IsSlicedByHead => HasHeads && IsMeasuredHere && IsLowerBound;

    /// <returns>Null where the task has no such field.</returns>
    public string? Word(string field) => Task.GetValueOrDefault(field);

    /// <returns>Null where the task has no such field, or it is no number.</returns>
    public double? Number(string field) =>
        double.TryParse(Word(field), CultureInfo.InvariantCulture, out var number) ? number : null;
}

/// <summary>Words and fields of tasks that several rules know.</summary>
internal static class TaskFields
{
    /// <summary>Sources and rules write this word for what a source does not say.</summary>
    public const string Unstated = "unstated";

    /// <summary>The kind of MLPerf results.</summary>
    public const string MlPerf = "mlperf";

    /// <summary>How much a stream or link moves, in the words of several sources.</summary>
    public static IReadOnlyList<string> Sizes { get; } = ["arrayBytes", "bytes", "elements"];

    /// <summary>Batch, query heads and key heads: what a task sliced by head may differ in.</summary>
    public static bool IsHeadCount(string field) => field is "b" or "h" or "hkv";
}
