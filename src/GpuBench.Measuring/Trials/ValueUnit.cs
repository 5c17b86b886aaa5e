using System.Text.Json.Serialization;

namespace GpuBench.Measuring.Trials;

/// <summary>SI units of a row's value; prefixes are added only where numbers are printed.</summary>
[JsonConverter(typeof(EnumWordConverter<ValueUnit>))]
public enum ValueUnit
{
    [JsonStringEnumMemberName("FLOP/s")]
    FlopPerSecond,

    /// <summary>Integer operations.</summary>
    [JsonStringEnumMemberName("OP/s")]
    OperationsPerSecond,

    [JsonStringEnumMemberName("B/s")]
    BytesPerSecond,

    [JsonStringEnumMemberName("token/s")]
    TokensPerSecond,

    [JsonStringEnumMemberName("launch/s")]
    LaunchesPerSecond,
}
