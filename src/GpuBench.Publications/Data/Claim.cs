using System.Text.Json;

namespace GpuBench.Publications.Data;

/// <summary>One file of results/claims: a statement of the press, as data.</summary>
public sealed record Claim
{
    public required int SchemaVersion { get; init; }

    public required string Id { get; init; }

    /// <summary>Products, as the statement names them.</summary>
    public required IReadOnlyList<string> Subject { get; init; }

    public required IReadOnlyList<string> Against { get; init; }

    public required string Quantity { get; init; }

    /// <summary>E.g. <c>ratio</c>, <c>less-than</c>, <c>equals</c>.</summary>
    public required string Relation { get; init; }

    /// <summary>A number, a word, or null.</summary>
    public required JsonElement Value { get; init; }

    /// <summary>Lowest and highest value that round to the stated one.</summary>
    public IReadOnlyList<double>? Tolerance { get; init; }

    public string? Unit { get; init; }

    public string? Workload { get; init; }

    public required string AsPrinted { get; init; }

    public string? Note { get; init; }

    /// <summary>Slug of the publication.</summary>
    public required string Source { get; init; }
}
