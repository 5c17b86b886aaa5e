using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace GpuBench.Publications.Accelerators;

/// <summary>One file of results/accelerators: a product name, and every variant it is sold or written about in.</summary>
public sealed record Accelerator
{
    public required int SchemaVersion { get; init; }

    /// <summary>E.g. <c>h100</c>; also the file's name.</summary>
    [System.Text.Json.Serialization.JsonPropertyName("accelerator")]
    public required string Slug { get; init; }

    public required string Name { get; init; }

    public required string Vendor { get; init; }

    /// <summary>Short names that a person types.</summary>
    public IReadOnlyList<string> Aliases { get => field ?? []; init; }

    /// <summary>What the bare name means; null where no variant stands for all.</summary>
    public string? DefaultVariant { get; init; }

    public required IReadOnlyList<AcceleratorVariant> Variants { get; init; }
}

/// <summary>One variant with its nominal figures.</summary>
public sealed record AcceleratorVariant
{
    /// <summary>E.g. <c>sxm5-80gb</c>; <c>unstated</c> where sources name none.</summary>
    [JsonPropertyName("variant")]
    public required string Slug { get; init; }

    public required string Name { get; init; }

    /// <summary>How sources write it.</summary>
    public IReadOnlyList<string> Spellings { get => field ?? []; init; }

    /// <summary>What the driver calls it.</summary>
    public IReadOnlyList<string> DeviceNames { get => field ?? []; init; }

    public IReadOnlyList<string> Caveats { get => field ?? []; init; }

    /// <summary>Peaks, memory, interconnect, power: each names its publication. Accelerator and variant are this one's.</summary>
    public required IReadOnlyList<JsonObject> Figures { get; init; }
}
