using System.Text.Json.Serialization;

namespace GpuBench.Measuring.Trials;

/// <summary>What limited the measured time. Never part of a key.</summary>
[JsonConverter(typeof(EnumWordConverter<Bound>))]
public enum Bound
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
