using System.Text.Json.Serialization;
using GpuBench.Measuring.Devices;

namespace GpuBench.Measuring.Results;

/// <summary>The device of a row, in short; the manifest has the rest.</summary>
public sealed record RowDevice : Extensible
{
    public required Backend Backend { get; init; }

    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string Variant { get; init; }

    /// <summary>As in the manifest: a part has none of the product's figures. Absent for a whole device.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Partition { get; init; }

    public required int Count { get; init; }
}
