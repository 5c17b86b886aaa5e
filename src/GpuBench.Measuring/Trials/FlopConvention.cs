using System.Text.Json.Serialization;

namespace GpuBench.Measuring.Trials;

/// <summary>How floating-point operations were counted.</summary>
[JsonConverter(typeof(EnumWordConverter<FlopConvention>))]
public enum FlopConvention
{
    /// <summary>A multiply and an add for each of M·N·K.</summary>
    [JsonStringEnumMemberName("2MNK")]
    TwoMnk,

    /// <summary>Only the query-key pairs that the causal mask lets through.</summary>
    [JsonStringEnumMemberName("causal-exact")]
    CausalExact,

    /// <summary>Half of the full square, whatever the shape.</summary>
    [JsonStringEnumMemberName("causal-half")]
    CausalHalf,

    /// <summary>The full square of queries and keys.</summary>
    [JsonStringEnumMemberName("full")]
    Full,
}
