using System.Text.Json;
using System.Text.Json.Serialization;
using GpuBench.Measuring.Trials;
using GpuBench.Publications.Accelerators;

namespace GpuBench.Publications.Figures;

/// <summary>
/// Somebody's number, with what it was measured on and how. Words (<c>dtype</c>, <c>sparsity</c>, <c>unitClass</c>, …) are
/// those of results/schemas/figure.schema.json, where <c>unstated</c> and <c>unknown</c> are words like others.
/// </summary>
public sealed record PublishedFigure
{
    /// <summary>Never changes once published.</summary>
    public required string Id { get; init; }

    public required string Accelerator { get; init; }

    public required string Variant { get; init; }

    /// <summary>Devices that the value is for, together.</summary>
    public int Count { get => field == 0 ? 1 : field; init; }

    public double? PowerCapWatts { get; init; }

    /// <summary>Server or system, where that is named instead of a variant.</summary>
    public string? Platform { get; init; }

    /// <summary>One of <see cref="Quantities.All"/>.</summary>
    public required string Quantity { get; init; }

    /// <summary>As printed, in <see cref="Unit"/>; null where the source prints words.</summary>
    public double? Value { get; init; }

    public string? Text { get; init; }

    /// <summary>The range that the source prints, if it does.</summary>
    public double? Low { get; init; }

    public double? High { get; init; }

    /// <summary><c>lower</c>: printed as "more than".</summary>
    public string? Bound { get; init; }

    /// <summary>As printed, e.g. <c>TFLOP/s</c>.</summary>
    public string? Unit { get; init; }

    public string? Direction { get; init; }

    [JsonPropertyName("dtype")]
    public FigureType? DType { get; init; }

    public string? Sparsity { get; init; }

    /// <summary>Which hardware unit did the multiplications; null where nothing is computed or moved.</summary>
    public string? UnitClass { get; init; }

    /// <summary><c>kind</c> and shape; attention by the house's letters, T queries and S keys.</summary>
    public IReadOnlyDictionary<string, JsonElement> Workload { get => field ?? new Dictionary<string, JsonElement>(); init; }

    public string? FlopConvention { get; init; }

    public FigureMethod? Method { get; init; }

    public string? Software { get; init; }

    public string? ReproducibleWith { get; init; }

    /// <summary><c>verified</c>: read in the source. <c>computed</c>: arithmetic on such. <c>recalled</c>: never divided.</summary>
    public required string Confidence { get; init; }

    public required string Derivation { get; init; }

    /// <summary>Ids of the figures it was computed from.</summary>
    public IReadOnlyList<string> Inputs { get => field ?? []; init; }

    public FigureUncertainty? Uncertainty { get; init; }

    public IReadOnlyList<string> Caveats { get => field ?? []; init; }

    /// <summary>What the source does not print and a repetition would need; such a figure is never divided.</summary>
    public string? UnstructuredBecause { get; init; }

    /// <summary>Slug of the publication.</summary>
    public required string Source { get; init; }

    /// <summary>Where in the source it stands.</summary>
    public required string Locator { get; init; }

    [JsonIgnore]
    public VariantId VariantId => new(Accelerator, Variant);

    /// <summary>The word or number of one field of the workload; null where it is not stated.</summary>
    public string? WorkloadWord(string field) =>
        Workload.TryGetValue(field, out var element) ? element.ToString() : null;
}

/// <summary>What a published figure counts.</summary>
/// <param name="IsNominal">A specification, not a measurement: it stands in results/accelerators.</param>
/// <param name="LowerIsBetter">A time: the faster device has the smaller figure.</param>
/// <param name="DividesByCount">A rate of several devices working side by side, which may be stated per device.</param>
public sealed record FigureQuantity(
    string Name, string Meaning, bool IsNominal = false, bool LowerIsBetter = false, bool DividesByCount = false);

/// <summary>Numeric types of a published figure; <c>unstated</c> where the source does not say.</summary>
/// <param name="Printed">The source's label, where it differs.</param>
/// <param name="Basis"><c>inferred</c>, or <c>inferred-contested</c> where sources disagree about the inference.</param>
public sealed record FigureType(string Input, string? Accumulate = null, string? Output = null, string? Printed = null, string? Basis = null);

/// <summary>How a figure was timed.</summary>
/// <param name="Statistic"><c>mean</c>, <c>median</c>, <c>best</c> or <c>unknown</c>.</param>
public sealed record FigureMethod(Regime Regime, CachePolicy Cache, string Statistic);

/// <summary>What the printed number leaves open.</summary>
/// <param name="Kind"><c>printed-rounding</c>, <c>chart-reading</c> or <c>computed-rounding</c>.</param>
/// <param name="PlusMinus">In the figure's unit.</param>
public sealed record FigureUncertainty(string Kind, double PlusMinus);
