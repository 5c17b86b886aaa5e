using System.Text.Json.Serialization;

namespace GpuBench.Measuring.Trials;

/// <summary>Which part of the silicon did the work. Two results are only divided as silicon when their units agree.</summary>
[JsonConverter(typeof(EnumWordConverter<HardwareUnit>))]
public enum HardwareUnit
{
    /// <summary>The ordinary vector lanes; a CPU without matrix extensions too.</summary>
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

    /// <summary>A whole model.</summary>
    [JsonStringEnumMemberName("mixed")]
    Mixed,
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
