using System.Text.Json.Serialization;

namespace GpuBench.Reports.Comparing;

/// <summary>
/// What a comparison says of a row; <see cref="RowJudge"/> has the rules. Declared from worst to best, as tables list them.
/// </summary>
[JsonConverter(typeof(JsonStringEnumConverter<RowVerdict>))]
public enum RowVerdict
{
    /// <summary>It had a value in the first run and has none in the later one, for whatever reason.</summary>
    [JsonStringEnumMemberName("missing")]
    Missing,

    [JsonStringEnumMemberName("slower")]
    Slower,

    /// <summary>The first run scatters too much, or has too few rounds, to tell.</summary>
    [JsonStringEnumMemberName("undecided")]
    Undecided,

    [JsonStringEnumMemberName("unchanged")]
    Unchanged,

    [JsonStringEnumMemberName("faster")]
    Faster,

    /// <summary>The same device, but something around it differs: a ratio, and no verdict.</summary>
    [JsonStringEnumMemberName("changed conditions")]
    ChangedConditions,

    /// <summary>Two devices are set against each other.</summary>
    [JsonStringEnumMemberName("other device")]
    OtherDevice,

    /// <summary>It has a value in the later run alone.</summary>
    [JsonStringEnumMemberName("new")]
    New,

    /// <summary>Neither run has a value.</summary>
    [JsonStringEnumMemberName("no value")]
    NoValue,
}
