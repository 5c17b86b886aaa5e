using System.Text.Json.Serialization;

namespace GpuBench.Measuring.Results;

/// <summary>Comparison of a row with one published figure. results/METHOD.md explains the words.</summary>
public sealed record RowComparison : Extensible
{
    /// <summary>The accelerator, e.g. <c>h100</c>.</summary>
    public required string Against { get; init; }

    public required string Variant { get; init; }

    /// <summary><c>unit</c>: the same hardware unit on both sides; <c>task</c>: the same job; null if nothing was divided.</summary>
    public string? Kind { get; init; }

    /// <summary>How many times as good as the published figure; null if the pair was refused, or only a range is known.</summary>
    public double? Ratio { get; init; }

    public double? Low { get; init; }

    public double? High { get; init; }

    /// <summary>Whether the ratio is a lower bound for the device.</summary>
    public bool IsLowerBound { get; init; }

    /// <summary>
    /// <c>like</c>, <c>differs</c>, <c>convertible</c>, <c>range</c>, <c>bound</c>, <c>peak</c>, <c>scaled</c>, <c>modelled</c> or
    /// <c>incomparable</c>.
    /// </summary>
    public required string Verdict { get; init; }

    /// <summary>
    /// Id of the figure, or of the nearest one that was refused; null if no figure of the kind is published, or if modelled.
    /// </summary>
    public string? Figure { get; init; }

    /// <summary>The rule that refused, in one word; null if the pair was divided.</summary>
    public string? Refused { get; init; }

    /// <summary>What was converted or is unknown, or why the pair was refused.</summary>
    public required string Why { get; init; }

    /// <summary>The time that the ratio was computed from; null unless modelled.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RowProjection? Projection { get; init; }
}

/// <summary>The time that a law gives another product for a launch of a row. results/METHOD.md describes the laws.</summary>
public sealed record RowProjection : Extensible
{
    /// <summary>The class of the task, e.g. <c>gemm</c>.</summary>
    public required string Class { get; init; }

    /// <summary>
    /// What the figures do not have: <c>publication</c>, another program on the product; <c>accelerator</c>, any figure of the product;
    /// <c>family</c>, any of its family.
    /// </summary>
    public required string Question { get; init; }

    /// <summary>The kind of engine or the kernel family that the product is assumed to use; null if it is one way only.</summary>
    public string? Engine { get; init; }

    public required double Seconds { get; init; }

    /// <summary>Of the 90 % interval of <see cref="Seconds"/>.</summary>
    public required double Low { get; init; }

    /// <inheritdoc cref="Low"/>
    public required double High { get; init; }

    /// <summary>Reservations, most serious first.</summary>
    public required IReadOnlyList<string> Remarks { get; init; }
}

/// <summary>Comparison of a row's rate with the nominal limit of the product, which no real rate exceeds.</summary>
public sealed record NominalCheck : Extensible
{
    public required NominalStatus Status { get; init; }

    /// <summary>Why nothing was checked, by how much the row exceeds the limit, or how the limit was derived.</summary>
    public required string Why { get; init; }

    /// <summary>What limits the row: <c>unit</c>, <c>memory</c> or <c>link</c>; null if nothing was checked.</summary>
    public string? LimitedBy { get; init; }

    /// <summary>The row's rate in the unit of the limit, e.g. bytes per second if the value of the row is in FLOP/s.</summary>
    public double? Measured { get; init; }

    public double? Limit { get; init; }

    /// <summary>FLOP/s, OP/s or B/s.</summary>
    public string? LimitUnit { get; init; }

    /// <summary>Allowed excess as a share of the limit: figures are rounded, and clocks differ from their nominal values.</summary>
    public double? Allowance { get; init; }

    /// <summary>Id of the nominal figure.</summary>
    public string? Figure { get; init; }

    /// <summary>Slug of the figure's publication.</summary>
    public string? Source { get; init; }
}

/// <summary>Result of the check.</summary>
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
