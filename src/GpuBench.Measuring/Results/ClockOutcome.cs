using System.Text.Json.Serialization;
using GpuBench.Measuring.Trials;

namespace GpuBench.Measuring.Results;

/// <summary>Whether the device's timer agrees with the host's clock.</summary>
[JsonConverter(typeof(EnumWordConverter<ClockOutcome>))]
public enum ClockOutcome
{
    /// <summary>The device's time lies within the limits that the host's clock sets from above and from below.</summary>
    [JsonStringEnumMemberName("agrees")]
    Agrees,

    /// <summary>The device's time is not longer than the host's. Nothing bounds it from below: the host waited too little.</summary>
    [JsonStringEnumMemberName("not-longer")]
    NotLonger,

    /// <summary>It cannot be checked: the device is timed by the host's clock.</summary>
    [JsonStringEnumMemberName("exempt")]
    Exempt,

    /// <summary>One of the clocks is wrong.</summary>
    [JsonStringEnumMemberName("disagrees")]
    Disagrees,
}
