using System.Text.Json.Serialization;

namespace GpuBench.Measuring.Trials;

/// <summary>How the launches of one sample are issued.</summary>
[JsonConverter(typeof(EnumWordConverter<LaunchMode>))]
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

    /// <summary>
    /// As short published scripts time: ten launches to warm up, then thirty between two marks, whose mean is the round's one
    /// sample. Neither lasts longer where the device has not settled; that is what sets such figures apart.
    /// </summary>
    [JsonStringEnumMemberName("script")]
    Script,
}
