using System.Text.Json;
using System.Text.Json.Serialization;

namespace GpuBench.Measuring.Results;

/// <summary>What <c>run</c> writes and everything else reads. Fields may be added, never renamed.</summary>
public sealed record ResultDocument
{
    public required int SchemaVersion { get; init; }

    public required Manifest Manifest { get; init; }

    public required IReadOnlyList<ResultRow> Rows { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }
}
