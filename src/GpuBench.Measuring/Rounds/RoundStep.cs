using System.Text.Json.Serialization;
using GpuBench.Measuring.Trials;

namespace GpuBench.Measuring.Rounds;

/// <summary>What a worker is at, for whoever waits for it.</summary>
[JsonConverter(typeof(EnumWordConverter<RoundStep>))]
public enum RoundStep
{
    /// <summary>Operands are made, kernels compiled.</summary>
    [JsonStringEnumMemberName("preparing")]
    Prepare,

    /// <summary>Launches whose time nobody knows yet.</summary>
    [JsonStringEnumMemberName("first launch")]
    FirstLaunch,

    /// <summary>The host compares with its oracle.</summary>
    [JsonStringEnumMemberName("checking")]
    Check,

    /// <summary>Warming up and sampling.</summary>
    [JsonStringEnumMemberName("measuring")]
    Measure,
}
