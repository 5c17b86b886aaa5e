using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace GpuBench.Publications.Accelerators;

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
