using System.Text.Json;
using System.Text.Json.Serialization;
using GpuBench.Measuring.Trials;
using GpuBench.Publications.Accelerators;

namespace GpuBench.Publications.Figures;

/// <summary>
/// A published number, with the device, the task and the method. Words (<c>dtype</c>, <c>sparsity</c>, <c>unitClass</c>, …) are
/// those of results/schemas/figure.schema.json. <c>unstated</c> and <c>unknown</c> are among them.
/// </summary>
public sealed record PublishedFigure
{
    /// <summary>It never changes.</summary>
    public required string Id { get; init; }

    public required string Accelerator { get; init; }

    public required string Variant { get; init; }

    /// <summary>Number of devices that the value is the total of.</summary>
    public int Count { get => field == 0 ? 1 : field; init; }

    public double? PowerCapWatts { get; init; }

    /// <summary>Server or system, if the source names one instead of a variant.</summary>
    public string? Platform { get; init; }

    /// <summary>One of <see cref="Quantities.All"/>.</summary>
    public required string Quantity { get; init; }

    /// <summary>As printed, in <see cref="Unit"/>; null if the source prints words.</summary>
    public double? Value { get; init; }

    public string? Text { get; init; }

    /// <summary>The range that the source prints, if any.</summary>
    public double? Low { get; init; }

    public double? High { get; init; }

    /// <summary><c>lower</c>: the source prints "more than".</summary>
    public string? Bound { get; init; }

    /// <summary>As printed, e.g. <c>TFLOP/s</c>.</summary>
    public string? Unit { get; init; }

    public string? Direction { get; init; }

    [JsonPropertyName("dtype")]
    public FigureType? DType { get; init; }

    public string? Sparsity { get; init; }

    /// <summary>The hardware unit that did the work; null if nothing is computed or moved.</summary>
    [JsonPropertyName("unitClass")]
    public string? HardwareUnit { get; init; }

    /// <summary><c>kind</c> and shape. For attention, T counts queries and S keys.</summary>
    public IReadOnlyDictionary<string, JsonElement> Workload { get => field ?? new Dictionary<string, JsonElement>(); init; }

    public string? FlopConvention { get; init; }

    public FigureMethod? Method { get; init; }

    public string? Software { get; init; }

    public string? ReproducibleWith { get; init; }

    /// <summary><c>verified</c>: read in the source. <c>computed</c>: from verified ones. <c>recalled</c>: never divided.</summary>
    public required string Confidence { get; init; }

    public required string Derivation { get; init; }

    /// <summary>Ids of the figures that it was computed from.</summary>
    public IReadOnlyList<string> Inputs { get => field ?? []; init; }

    public FigureUncertainty? Uncertainty { get; init; }

    public IReadOnlyList<string> Caveats { get => field ?? []; init; }

    /// <summary>What the source omits and a repetition needs. Such a figure is never divided.</summary>
    public string? UnstructuredBecause { get; init; }

    /// <summary>Slug of the publication.</summary>
    public required string Source { get; init; }

    /// <summary>The place in the source.</summary>
    public required string Locator { get; init; }

    [JsonIgnore]
    public VariantId VariantId => new(Accelerator, Variant);

    /// <summary>Word or number of a field of the workload; null if it is not stated.</summary>
    public string? WorkloadWord(string field) =>
        Workload.TryGetValue(field, out var element) ? element.ToString() : null;
}

/// <summary>The quantity of a published figure.</summary>
/// <param name="IsNominal">A specification, not a measurement. It is stored in results/accelerators.</param>
/// <param name="LowerIsBetter">A time or power: the better device has the smaller figure.</param>
/// <param name="DividesByCount">A rate of several devices that may be divided by their number.</param>
/// <param name="IsOfChip">A quantity of the chip, the same for all products that have it.</param>
/// <param name="IsQuoted">A ratio that a source quotes. Nothing was measured on the device.</param>
/// <param name="Tokens">Which tokens the rate of a language model counts; null if the figure must state it.</param>
public sealed record FigureQuantity(
    string Name, string Meaning, bool IsNominal = false, bool LowerIsBetter = false, bool DividesByCount = false,
    bool IsOfChip = false, bool IsQuoted = false, string? Tokens = null);

/// <summary>Numeric types of a published figure; <c>unstated</c> if the source does not state it.</summary>
/// <param name="Printed">The source's label, if it differs.</param>
/// <param name="Basis"><c>inferred</c>, or <c>inferred-contested</c> if sources disagree about the inference.</param>
/// <param name="Weights">Type of the weights in memory; null if it is <paramref name="Input"/>.</param>
public sealed record FigureType(
    string Input, string? Accumulate = null, string? Output = null, string? Printed = null, string? Basis = null, string? Weights = null);

/// <summary>Method of timing.</summary>
/// <param name="Statistic"><c>mean</c>, <c>median</c>, <c>best</c> or <c>unknown</c>.</param>
/// <param name="Timing">One of <see cref="FigureTiming.All"/>; null if the source does not state it.</param>
public sealed record FigureMethod(Regime Regime, CachePolicy Cache, string Statistic, string? Timing = null);

/// <summary>What lies between the two time stamps of a measurement.</summary>
public static class FigureTiming
{
    /// <summary>One call. The host's start of it may count.</summary>
    public const string PerCall = "per-call";

    /// <summary>Many calls.</summary>
    public const string BackToBack = "back-to-back";

    /// <summary>The kernel alone, by a profiler.</summary>
    public const string KernelOnly = "kernel-only";

    /// <summary>Calls recorded in a graph, which the device starts itself.</summary>
    public const string GraphReplay = "graph-replay";

    public static IReadOnlyList<string> All { get; } = [PerCall, BackToBack, KernelOnly, GraphReplay];
}

/// <summary>Uncertainty of the printed number.</summary>
/// <param name="Kind"><c>printed-rounding</c>, <c>chart-reading</c> or <c>computed-rounding</c>.</param>
/// <param name="PlusMinus">In the figure's unit.</param>
public sealed record FigureUncertainty(string Kind, double PlusMinus);
