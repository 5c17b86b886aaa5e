using System.Text.Json;
using System.Text.Json.Serialization;

namespace GpuBench.Publications.Figures;

/// <summary>Where figures were printed.</summary>
public sealed record Source
{
    public required string Title { get; init; }

    public required string Publisher { get; init; }

    public int? Year { get; init; }

    public string? Url { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }
}
