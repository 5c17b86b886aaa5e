using System.Text.Json.Serialization;

namespace GpuBench.Publications.Figures;

/// <summary>
/// The figures that are quoted first, of the H100, the H20 and the Ascend 910B: results/headline.json names them, and their
/// values come from the figures themselves.
/// </summary>
public sealed record HeadlineTable
{
    public required int SchemaVersion { get; init; }

    public required IReadOnlyList<HeadlineRow> Rows { get; init; }
}

/// <summary>One workload on the three accelerators.</summary>
public sealed record HeadlineRow
{
    public required string Label { get; init; }

    /// <summary>As the sources print it; a figure in another unit is shown with its own.</summary>
    public required string Unit { get; init; }

    public required HeadlineCell H100 { get; init; }

    public required HeadlineCell H20 { get; init; }

    [JsonPropertyName("910b")]
    public required HeadlineCell Ascend910B { get; init; }
}

/// <summary>What is published of one workload on one accelerator.</summary>
public sealed record HeadlineCell
{
    /// <summary>Where several are published, or of a product beside the column's: such a one is shown and never divided.</summary>
    public IReadOnlyList<HeadlineFigure> Figures { get => field ?? []; init; }

    /// <summary>Why there is no figure of the column's accelerator.</summary>
    public string? None { get; init; }
}

/// <param name="Id">Of the published figure.</param>
/// <param name="As">What tells it from the others of its cell.</param>
public sealed record HeadlineFigure(string Id, string? As = null);
