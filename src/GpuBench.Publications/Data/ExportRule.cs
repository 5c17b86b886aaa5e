using System.Text.Json.Serialization;

namespace GpuBench.Publications.Data;

/// <summary>One file of results/rules: an export rule as of a date.</summary>
public sealed record ExportRule
{
    public required int SchemaVersion { get; init; }

    [JsonPropertyName("rule")]
    public required string Name { get; init; }

    /// <summary>In the precision of the source: a month, a day, or two days.</summary>
    public required string Date { get; init; }

    public required IReadOnlyList<RuleLimit> Limits { get; init; }
}

/// <summary>One threshold, date or scope that a rule sets.</summary>
public sealed record RuleLimit
{
    public required string Id { get; init; }

    public string? Paragraph { get; init; }

    public required string Item { get; init; }

    public required string Quantity { get; init; }

    public double? Value { get; init; }

    public string? Text { get; init; }

    public string? Unit { get; init; }

    public IReadOnlyList<string> Caveats { get => field ?? []; init; }

    public required string Confidence { get; init; }

    public required string Derivation { get; init; }

    /// <summary>Slug of the publication.</summary>
    public required string Source { get; init; }

    public required string Locator { get; init; }
}
