using System.Text.Json;
using System.Text.Json.Serialization;

namespace GpuBench.Publications.Figures;

/// <summary>One file of results/published: a source, once, and the figures it prints.</summary>
public sealed record Publication
{
    public required int SchemaVersion { get; init; }

    public required Source Source { get; init; }

    public required IReadOnlyList<PublishedFigure> Figures { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }
}
