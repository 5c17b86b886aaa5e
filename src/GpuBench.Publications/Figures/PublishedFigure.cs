using System.Text.Json;
using System.Text.Json.Serialization;
using GpuBench.Measuring.Trials;

namespace GpuBench.Publications.Figures;

/// <summary>Somebody's number, with what it was measured on and how.</summary>
public sealed record PublishedFigure
{
    /// <summary>Never changes once published.</summary>
    public required string Id { get; init; }

    public required string Accelerator { get; init; }

    public required string Variant { get; init; }

    /// <summary>Devices that the value is for, together.</summary>
    public required int Count { get; init; }

    /// <summary>E.g. <c>gemm-throughput</c>.</summary>
    public required string Quantity { get; init; }

    public required double Value { get; init; }

    /// <summary>As printed, e.g. <c>TFLOP/s</c>.</summary>
    public required string Unit { get; init; }

    [JsonPropertyName("dtype")]
    public NumericTriple? DType { get; init; }

    public UnitClass? UnitClass { get; init; }

    /// <summary>Kind and shape, e.g. <c>m</c>, <c>n</c>, <c>k</c>.</summary>
    public IReadOnlyDictionary<string, JsonElement> Workload { get; init; } = new Dictionary<string, JsonElement>();

    /// <summary>Where in the source it stands.</summary>
    public required string Locator { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }

    /// <summary>Whether it is a product of square matrices of this order.</summary>
    public bool IsSquareMatMul(int order) =>
        Quantity == "gemm-throughput" && Is("m", order) && Is("n", order) && Is("k", order);

    private bool Is(string axis, int value) =>
        Workload.TryGetValue(axis, out var element) && element.ValueKind == JsonValueKind.Number && element.GetInt32() == value;
}
