using System.Text.Json.Serialization;

namespace GpuBench.Measuring.Trials;

/// <summary>The state of the last-level cache at the start of each launch.</summary>
[JsonConverter(typeof(EnumWordConverter<CachePolicy>))]
public enum CachePolicy
{
    /// <summary>Launches go round buffers that together exceed the cache several times.</summary>
    [JsonStringEnumMemberName("cold-rotate")]
    ColdRotate,

    /// <summary>The cache is overwritten between launches.</summary>
    [JsonStringEnumMemberName("cold-flush")]
    ColdFlush,

    /// <summary>The same buffers every time.</summary>
    [JsonStringEnumMemberName("warm")]
    Warm,

    [JsonStringEnumMemberName("unknown")]
    Unknown,
}
