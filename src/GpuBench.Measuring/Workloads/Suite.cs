using System.Text.Json.Serialization;

namespace GpuBench.Measuring.Workloads;

/// <summary>A named choice of trials, for a purpose.</summary>
[JsonConverter(typeof(EnumWordConverter<Suite>))]
public enum Suite
{
    /// <summary>Does everything still work? Tiny shapes, any device.</summary>
    [JsonStringEnumMemberName("ci")]
    Ci,

    /// <summary>A first honest answer within three minutes.</summary>
    [JsonStringEnumMemberName("quick")]
    Quick,

    /// <summary>Figures for a laboratory's notebook: twenty minutes.</summary>
    [JsonStringEnumMemberName("lab")]
    Lab,

    /// <summary>Everything, without a limit of time.</summary>
    [JsonStringEnumMemberName("full")]
    Full,
}
