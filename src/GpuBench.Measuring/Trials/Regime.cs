using System.Text.Json.Serialization;

namespace GpuBench.Measuring.Trials;

/// <summary>How long the device had been working when it was timed.</summary>
[JsonConverter(typeof(EnumWordConverter<Regime>))]
public enum Regime
{
    /// <summary>A short window, before power and temperature limits are reached.</summary>
    [JsonStringEnumMemberName("burst")]
    Burst,

    /// <summary>After seconds of the same load.</summary>
    [JsonStringEnumMemberName("sustained")]
    Sustained,

    [JsonStringEnumMemberName("unknown")]
    Unknown,
}
