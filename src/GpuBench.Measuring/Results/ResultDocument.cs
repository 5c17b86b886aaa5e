using System.Text.Json.Serialization;

namespace GpuBench.Measuring.Results;

/// <summary>What <c>run</c> writes and everything else reads. Fields may be added, never renamed.</summary>
public sealed record ResultDocument : Extensible
{
    public required int SchemaVersion { get; init; }

    public required Manifest Manifest { get; init; }

    public required IReadOnlyList<ResultRow> Rows { get; init; }

    /// <summary>Elements with words of a newer version: shown and written again, never computed with.</summary>
    [JsonIgnore]
    public IReadOnlyList<ForeignElement> Foreign { get => field ?? []; init; }
}
