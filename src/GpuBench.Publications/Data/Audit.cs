using System.Text.Json.Serialization;

namespace GpuBench.Publications.Data;

/// <summary>One file of results/audits: figures that were drawn at random and read again in their sources.</summary>
public sealed record Audit
{
    public required int SchemaVersion { get; init; }

    /// <summary>Day of the audit, e.g. <c>2026-11-27</c>.</summary>
    public required string Date { get; init; }

    public required int Seed { get; init; }

    /// <summary>Number of figures drawn.</summary>
    public required int Drawn { get; init; }

    /// <summary>Number of figures that the draw chose from.</summary>
    public required int Of { get; init; }

    /// <summary>What the draw was limited to; null: nothing.</summary>
    public string? From { get; init; }

    /// <summary>In the order of the draw.</summary>
    public required IReadOnlyList<AuditEntry> Entries { get; init; }

    /// <summary>The file's name without its extension.</summary>
    [JsonIgnore]
    public string Slug { get; init; } = "";
}

/// <summary>What an auditor read for one figure.</summary>
public sealed record AuditEntry
{
    /// <summary>Id of the figure.</summary>
    public required string Id { get; init; }

    /// <summary>The address that was opened.</summary>
    public required string Address { get; init; }

    /// <summary>The place in the source.</summary>
    public required string Locator { get; init; }

    /// <summary>The value with its unit, as printed there; null if the source could not be opened.</summary>
    public string? Value { get; init; }

    /// <summary>The same value in the unit of the figure, if the source prints another unit. The note says why.</summary>
    public double? InUnit { get; init; }

    /// <summary>One of <see cref="AuditOutcome"/>.</summary>
    public required string Outcome { get; init; }

    /// <summary>For <c>differs</c>: the fields of the figure that were wrong.</summary>
    public IReadOnlyList<string> Fields { get => field ?? []; init; }

    /// <summary>For <c>differs</c>: what was mended.</summary>
    public string? Mended { get; init; }

    public string? Note { get; init; }
}

/// <summary>The outcomes of an audit of one figure.</summary>
public static class AuditOutcome
{
    public const string Agrees = "agrees";

    /// <summary>The value, or another field, was not what the source says. It was mended.</summary>
    public const string Differs = "differs";

    public const string NotReachable = "not reachable";
}
