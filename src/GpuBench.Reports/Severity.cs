using System.Text.Json.Serialization;

namespace GpuBench.Reports;

[JsonConverter(typeof(JsonStringEnumConverter<Severity>))]
public enum Severity
{
    [JsonStringEnumMemberName("ok")]
    Ok,

    /// <summary>Worth knowing; it does not harm.</summary>
    [JsonStringEnumMemberName("note")]
    Note,

    /// <summary>Figures measured now will scatter, or mislead.</summary>
    [JsonStringEnumMemberName("warn")]
    Warn,
}
