using System.Text.Json.Serialization;
using GpuBench.Measuring.Trials;

namespace GpuBench.Measuring.Rounds;

/// <summary>Why a round took no more samples.</summary>
[JsonConverter(typeof(EnumWordConverter<StopReason>))]
public enum StopReason
{
    /// <summary>The median's interval became narrow enough.</summary>
    [JsonStringEnumMemberName("precise")]
    Precise,

    /// <summary>The number of samples decided beforehand was reached.</summary>
    [JsonStringEnumMemberName("count")]
    Count,

    /// <summary>The round's share of the time budget was used up.</summary>
    [JsonStringEnumMemberName("budget")]
    Budget,

    /// <summary>
    /// One launch takes longer than the round's share allows for the fewest samples, and the trial is one that must have a
    /// value: one sample was taken.
    /// </summary>
    [JsonStringEnumMemberName("overrun")]
    Overrun,
}
