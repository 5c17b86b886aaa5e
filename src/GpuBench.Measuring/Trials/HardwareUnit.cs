using System.Text.Json.Serialization;

namespace GpuBench.Measuring.Trials;

/// <summary>The hardware unit that did the work. A ratio of two results compares silicon only if their units are equal.</summary>
[JsonConverter(typeof(EnumWordConverter<HardwareUnit>))]
public enum HardwareUnit
{
    /// <summary>Vector lanes; also a CPU without matrix extensions.</summary>
    [JsonStringEnumMemberName("simt")]
    Simt,

    /// <summary>Matrix units.</summary>
    [JsonStringEnumMemberName("tensor")]
    Tensor,

    /// <summary>The memory system.</summary>
    [JsonStringEnumMemberName("copy")]
    Copy,

    /// <summary>The connection between host and device, or between devices.</summary>
    [JsonStringEnumMemberName("link")]
    Link,

    /// <summary>A whole model, which uses several units.</summary>
    [JsonStringEnumMemberName("mixed")]
    Mixed,

    /// <summary>Matrix units through another type: the device converts each operand, because it has no instruction for the type.</summary>
    [JsonStringEnumMemberName("emulated")]
    Emulated,
}

/// <summary>What limited the measured time. Never part of a key.</summary>
[JsonConverter(typeof(EnumWordConverter<Limiter>))]
public enum Limiter
{
    [JsonStringEnumMemberName("compute")]
    Compute,

    [JsonStringEnumMemberName("memory")]
    Memory,

    [JsonStringEnumMemberName("latency")]
    Latency,

    [JsonStringEnumMemberName("host")]
    Host,

    [JsonStringEnumMemberName("unknown")]
    Unknown,
}
