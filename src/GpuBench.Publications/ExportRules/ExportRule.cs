using System.Text.Json.Serialization;

namespace GpuBench.Publications.ExportRules;

/// <summary>One file of results/rules: an export rule as it stood on a date.</summary>
public sealed record ExportRule
{
    public required int SchemaVersion { get; init; }

    [JsonPropertyName("rule")]
    public required string Name { get; init; }

    /// <summary>As precise as the source: a year and month, or a day, or two days.</summary>
    public required string Date { get; init; }

    public required IReadOnlyList<RuleLimit> Limits { get; init; }
}
