using System.Text.Json.Serialization;

namespace GpuBench.Measuring.Results;

/// <summary>A row set against one published figure. The words are those of results/README.md.</summary>
public sealed record RowComparison : Extensible
{
    /// <summary>The accelerator, e.g. <c>h100</c>.</summary>
    public required string Against { get; init; }

    public required string Variant { get; init; }

    /// <summary><c>unit</c>: the same hardware unit on both sides; <c>task</c>: the same job; null where nothing was divided.</summary>
    public string? Kind { get; init; }

    /// <summary>How many times as good as the published figure; null where refused, or where only a range can be given.</summary>
    public double? Ratio { get; init; }

    public double? Low { get; init; }

    public double? High { get; init; }

    /// <summary>The device can do this or more.</summary>
    public bool IsLowerBound { get; init; }

    /// <summary><c>like</c>, <c>convertible</c>, <c>bound</c>, <c>scaled</c> or <c>incomparable</c>.</summary>
    public required string Verdict { get; init; }

    /// <summary>Id of the figure divided by, or of the nearest miss; null where nothing of the kind is published.</summary>
    public string? Figure { get; init; }

    /// <summary>The rule that refused, in one word; null where the pair was divided.</summary>
    public string? Refused { get; init; }

    /// <summary>What was converted, what is unknown, or why the pair was refused.</summary>
    public required string Why { get; init; }
}

/// <summary>A row's value set against what the product can do by its nominal figures: nothing real lies above.</summary>
public sealed record NominalCheck : Extensible
{
    public required NominalStatus Status { get; init; }

    /// <summary>Why nothing was checked, or by how much the row lies above; what the limit is made of where it lies within.</summary>
    public required string Why { get; init; }

    /// <summary>What limits the row: <c>unit</c>, <c>memory</c> or <c>link</c>; null where nothing was checked.</summary>
    public string? LimitedBy { get; init; }

    /// <summary>The row's rate in the limit's unit, which is not always that of its value: bytes a second of a matrix multiply.</summary>
    public double? Measured { get; init; }

    public double? Limit { get; init; }

    /// <summary>FLOP/s, OP/s or B/s.</summary>
    public string? LimitUnit { get; init; }

    /// <summary>As a share of the limit, how much higher a row may lie: figures are rounded, clocks differ from their names.</summary>
    public double? Allowance { get; init; }

    /// <summary>Id of the nominal figure.</summary>
    public string? Figure { get; init; }

    /// <summary>Slug of the figure's publication.</summary>
    public string? Source { get; init; }
}

/// <summary>What came of the check.</summary>
[JsonConverter(typeof(EnumWordConverter<NominalStatus>))]
public enum NominalStatus
{
    /// <summary>No nominal figure of the product's unit, memory level or link is known.</summary>
    [JsonStringEnumMemberName("none")]
    None,

    [JsonStringEnumMemberName("within")]
    Within,

    /// <summary>More than the allowance above the limit: the row is suspect.</summary>
    [JsonStringEnumMemberName("above")]
    Above,
}
