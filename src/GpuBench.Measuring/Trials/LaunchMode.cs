using System.Text.Json.Serialization;

namespace GpuBench.Measuring.Trials;

/// <summary>How the launches of one sample are issued.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LaunchMode>))]
public enum LaunchMode
{
    /// <summary>One launch, then the host waits.</summary>
    [JsonStringEnumMemberName("single")]
    Single,

    /// <summary>Launches back to back, one wait at the end.</summary>
    [JsonStringEnumMemberName("batch")]
    Batch,

    /// <summary>A recorded graph of launches.</summary>
    [JsonStringEnumMemberName("graph")]
    Graph,
}
