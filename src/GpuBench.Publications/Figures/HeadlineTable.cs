using System.Text.Json.Serialization;

namespace GpuBench.Publications.Figures;

/// <summary>
/// The most quoted figures of the H100, the H20 and the Ascend 910B. results/headline.json has their ids; the values come from the
/// figures.
/// </summary>
public sealed record HeadlineTable
{
    public required int SchemaVersion { get; init; }

    public required IReadOnlyList<HeadlineRow> Rows { get; init; }
}

/// <summary>A workload on the three accelerators.</summary>
public sealed record HeadlineRow
{
    public required string Label { get; init; }

    /// <summary>Unit of the row, as printed. A figure in another unit is shown with its own unit.</summary>
    public required string Unit { get; init; }

    public required HeadlineCell H100 { get; init; }

    public required HeadlineCell H20 { get; init; }

    [JsonPropertyName("910b")]
    public required HeadlineCell Ascend910B { get; init; }
}

/// <summary>Published figures of one workload on one accelerator.</summary>
public sealed record HeadlineCell
{
    /// <summary>Figures of the column's accelerator, or of a related product. The latter are shown and never divided.</summary>
    public IReadOnlyList<HeadlineFigure> Figures { get => field ?? []; init; }

    /// <summary>The reason why there is no figure of the column's accelerator.</summary>
    public string? None { get; init; }
}

/// <param name="Id">Id of the published figure.</param>
/// <param name="As">What distinguishes it from the others of its cell, and its variant if the column has another one.</param>
public sealed record HeadlineFigure(string Id, string? As = null);
