using System.Text.Json.Serialization;

namespace GpuBench.Measuring.Rounds;

/// <summary>What a worker is at, for whoever waits for it.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RoundStep>))]
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
