using System.Globalization;
using GpuBench.Measuring.Statistics;
using GpuBench.Measuring.Workloads;
using GpuBench.Publications.Accelerators;
using GpuBench.Publications.Figures;

namespace GpuBench.Publications.Normalising.Rules;

/// <summary>
/// One side of a ratio, measured here or published. Both have the same fields, in the words of published figures, so that one set of
/// rules judges every pair.
/// </summary>
public sealed record Observation
{
    /// <summary>The published figure's id, or the measured row's key.</summary>
    public required string Id { get; init; }

    /// <summary>Null for a device that results/accelerators does not have.</summary>
    public required VariantId? Variant { get; init; }

    public required FigureQuantity Quantity { get; init; }

    /// <summary>In <see cref="SiUnit"/>, the total of <see cref="Count"/> devices.</summary>
    public required double Value { get; init; }

    /// <summary>95 %, or the closest that the source allows.</summary>
    public required Interval Interval { get; init; }

    public required string SiUnit { get; init; }

    /// <summary>E.g. <c>gemm</c>; empty for nominal figures.</summary>
    public required string Kind { get; init; }

    /// <summary>The task's fields (<see cref="WorkloadTask"/>).</summary>
    public required IReadOnlyDictionary<string, string> Task { get; init; }

    /// <summary>As <see cref="PublishedTask.MovesBytes"/>, of the kind.</summary>
    public bool MovesBytes { get; init; }

    /// <summary>As <see cref="PublishedTask.CrossesLink"/>, of the kind.</summary>
    public bool CrossesLink { get; init; }

    /// <summary>As <see cref="PublishedTask.UnknownIfMissing"/>, of the kind.</summary>
    public IReadOnlyList<string> UnknownIfMissing { get; init; } = [];

    /// <summary>As <see cref="PublishedTask.HasCounting"/>, of the kind.</summary>
    public bool HasCounting { get; init; }

    /// <summary>As <see cref="PublishedTask.HasHeads"/>, of the kind.</summary>
    public bool HasHeads { get; init; }

    /// <summary>Published models with the shape of a model measured here; empty for other work.</summary>
    public IReadOnlyList<string?> ModelNames { get; init; } = [];

    /// <summary>The kernel family of attention, in the words of published figures; null for our own kernels.</summary>
    public string? Kernel { get; init; }

    /// <summary>Program or engine with version.</summary>
    public string? Program { get; init; }

    public FigureType? DType { get; init; }

    public string? Sparsity { get; init; }

    public string? HardwareUnit { get; init; }

    public string? Convention { get; init; }

    public int Count { get; init; } = 1;

    /// <summary>Watts that the source set, fewer than the product's own limit; null if it set none.</summary>
    public double? PowerCapWatts { get; init; }

    /// <summary>Null if nothing was timed.</summary>
    public FigureMethod? Method { get; init; }

    /// <summary>Effect of the other state of the cache on this value, measured in the same run; null if not measured.</summary>
    public Interval? CacheSpread { get; init; }

    /// <summary>Effect of the other regime on this value, measured in the same run; null if not measured.</summary>
    public Interval? RegimeSpread { get; init; }

    /// <summary>Slug of the publication; null if measured here or projected.</summary>
    public string? Source { get; init; }

    /// <summary>Tier of the publication, from 1 (best) to 6; 0 if measured here or projected.</summary>
    public int Tier { get; init; }

    /// <summary>The device can do at least this: the source prints "more than", or the kernel need not be the best.</summary>
    public bool IsLowerBound { get; init; }

    /// <summary>The reason why it must not be divided; null if it may.</summary>
    public string? Unusable { get; init; }

    /// <summary>Which products the value may belong to; null if the variant is exact.</summary>
    public VariantDoubt? VariantDoubt { get; init; }

    /// <summary>Why the cache may have served the work instead of the memory; null if it cannot.</summary>
    public string? CacheResident { get; init; }

    /// <summary>Whether an array of a published stream has at least the size of the cache, which then served a part at most.</summary>
    public bool ExceedsCache { get; init; }

    /// <summary>Sources disagree and another figure is preferred (<see cref="Figures.Disagreement"/>).</summary>
    public bool IsDispreferred { get; init; }

    /// <summary>What a law assumed, if nobody measured the value and a law gives it; else null.</summary>
    public ProjectionBasis? Projection { get; init; }

    public bool IsMeasuredHere => Source is null && Projection is null;

    /// <summary>Attention measured here. Its rate on some heads is a lower bound for more heads.</summary>
    public bool IsSlicedByHead => HasHeads && IsMeasuredHere;

    /// <summary>A transfer between a host and a device.</summary>
    public bool IsHostLink => Word("link") == "host";

    /// <summary>Work of several devices together, such as an all-reduce; a copy between two ends is none.</summary>
    public bool IsCollective => CrossesLink && Word("op")?.Split('-')[0] is not (null or "h2d" or "d2h" or "d2d");

    /// <returns>Null if the task has no such field.</returns>
    public string? Word(string field) => Task.GetValueOrDefault(field);

    /// <returns>Null if the task has no such field, or it is <c>unstated</c>.</returns>
    public string? Stated(string field) => Word(field) is { } word and not TaskFields.Unstated ? word : null;

    /// <returns>Null if the task has no such field, or it is not a number.</returns>
    public double? Number(string field) =>
        double.TryParse(Word(field), CultureInfo.InvariantCulture, out var number) ? number : null;
}

/// <summary>The variants that a value without an exact variant may belong to.</summary>
/// <param name="Why">E.g. <c>variant</c>, or <c>variant: 80gb may be pcie-80gb or sxm4-80gb</c>.</param>
/// <param name="Spread">Factors by which the value of another of these variants may differ.</param>
public sealed record VariantDoubt(string Why, Interval Spread);

/// <summary>What a projected value rests on.</summary>
/// <param name="Class">The class of the task, e.g. <c>gemm</c>.</param>
/// <param name="Question">What the figures do not have, in one word, e.g. <c>accelerator</c>.</param>
/// <param name="Engine">What the product is assumed to use; null if it is one way only.</param>
/// <param name="Remarks">Reservations, most serious first.</param>
public sealed record ProjectionBasis(string Class, string Question, string? Engine, IReadOnlyList<string> Remarks);

/// <summary>Words and fields of tasks that several rules use.</summary>
internal static class TaskFields
{
    /// <summary>What a source does not state has this word.</summary>
    public const string Unstated = "unstated";

    /// <summary>The kind of MLPerf results.</summary>
    public const string MlPerf = "mlperf";

    /// <summary>The kind of language models outside MLPerf.</summary>
    public const string LanguageModel = "llm";

    /// <summary>The SI unit of token rates.</summary>
    public const string TokensPerSecond = "token/s";

    /// <summary>Which tokens a rate counts: those of the prompt, the generated ones, or both.</summary>
    public const string Tokens = "tokens";

    /// <summary>Fields for the lengths of a request.</summary>
    public static IReadOnlyList<string> Lengths { get; } = ["inputTokens", "outputTokens", "contextTokens"];

    /// <summary>Fields for the size of a stream or transfer; sources use different ones.</summary>
    public static IReadOnlyList<string> Sizes { get; } = ["arrayBytes", "bytes", "elements"];

    /// <summary>Batch, query heads and key heads. Tasks that are sliced by head may differ in them.</summary>
    public static bool IsHeadCount(string field) => field is "b" or "h" or "hkv";
}
