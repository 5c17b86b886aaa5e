using System.Text.Json.Serialization;
using GpuBench.Measuring.Trials;

namespace GpuBench.Measuring.Results;

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
