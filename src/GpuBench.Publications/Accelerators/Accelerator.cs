using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace GpuBench.Publications.Accelerators;

/// <summary>One file of results/accelerators: a product name with all variants that are sold or named by sources.</summary>
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

    /// <summary>The variant that the bare name means; null if the bare name means none.</summary>
    public string? DefaultVariant { get; init; }

    public required IReadOnlyList<AcceleratorVariant> Variants { get; init; }
}

/// <summary>One variant with its nominal figures.</summary>
public sealed record AcceleratorVariant
{
    /// <summary>E.g. <c>sxm5-80gb</c>; <c>unstated</c> if a source names no variant.</summary>
    [JsonPropertyName("variant")]
    public required string Slug { get; init; }

    public required string Name { get; init; }

    /// <summary>The spellings of sources.</summary>
    public IReadOnlyList<string> Spellings { get => field ?? []; init; }

    /// <summary>The names that drivers report.</summary>
    public IReadOnlyList<string> DeviceNames { get => field ?? []; init; }

    public IReadOnlyList<string> Caveats { get => field ?? []; init; }

    /// <summary>Peaks, memory, interconnect, power. Each names its publication, and belongs to this variant.</summary>
    public required IReadOnlyList<JsonObject> Figures { get; init; }
}
