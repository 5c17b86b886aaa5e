using System.Text.Json.Serialization;

namespace GpuBench.Measuring.Workloads;

/// <summary>A named set of trials for one purpose.</summary>
[JsonConverter(typeof(EnumWordConverter<Suite>))]
public enum Suite
{
    /// <summary>A functional test: tiny shapes, any device.</summary>
    [JsonStringEnumMemberName("ci")]
    Ci,

    /// <summary>First results within three minutes.</summary>
    [JsonStringEnumMemberName("quick")]
    Quick,

    /// <summary>Results for a laboratory's records, in twenty minutes.</summary>
    [JsonStringEnumMemberName("lab")]
    Lab,

    /// <summary>All trials, without a time limit.</summary>
    [JsonStringEnumMemberName("full")]
    Full,
}
