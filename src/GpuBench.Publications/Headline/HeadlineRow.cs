using System.Text.Json.Serialization;

namespace GpuBench.Publications.Headline;

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
