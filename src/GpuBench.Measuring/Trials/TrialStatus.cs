using System.Text.Json.Serialization;

namespace GpuBench.Measuring.Trials;

/// <summary>What became of a trial.</summary>
[JsonConverter(typeof(EnumWordConverter<TrialStatus>))]
public enum TrialStatus
{
    [JsonStringEnumMemberName("ok")]
    Ok,

    /// <summary>The device or engine cannot do it.</summary>
    [JsonStringEnumMemberName("unsupported")]
    Unsupported,

    /// <summary>It could, but was not run: too large, or no time left.</summary>
    [JsonStringEnumMemberName("skipped")]
    Skipped,

    /// <summary>It ran and broke, or its numbers were wrong.</summary>
    [JsonStringEnumMemberName("failed")]
    Failed,

    /// <summary>It has a value that contradicts itself, or lies above what the device can do.</summary>
    [JsonStringEnumMemberName("suspect")]
    Suspect,
}
