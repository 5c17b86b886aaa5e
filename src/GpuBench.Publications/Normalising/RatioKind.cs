using System.Text.Json.Serialization;
using GpuBench.Measuring.Trials;

namespace GpuBench.Publications.Normalising;

/// <summary>What a ratio speaks of.</summary>
[JsonConverter(typeof(EnumWordConverter<RatioKind>))]
public enum RatioKind
{
    /// <summary>The same hardware unit on both sides: the only kind that speaks of the silicon.</summary>
    [JsonStringEnumMemberName("unit")]
    Unit,

    /// <summary>The same job, done by the best unit that each side used.</summary>
    [JsonStringEnumMemberName("task")]
    Task,
}
