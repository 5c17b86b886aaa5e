using System.Text.Json;
using System.Text.Json.Serialization;
using GpuBench.Measuring;
using GpuBench.Reports.Tables;

namespace GpuBench.Reports;

/// <summary>Whether this machine is ready to measure.</summary>
public static class DoctorReport
{
    public static Report Of(IReadOnlyList<Finding> findings)
    {
        var table = new Table(new("topic"), new("verdict"), new("finding", Wraps: true), new("what to change", Wraps: true));
        foreach (var finding in findings)
            table.Add(finding.Topic, finding.Verdict.Text(), finding.What, finding.Remedy);
        var warnings = findings.Count(finding => finding.Verdict == Severity.Warn);
        return new(
            [warnings == 0 ? "This machine can measure well." : $"{warnings} of {findings.Count} findings will disturb measurements."],
            [new("Doctor", table)],
            table,
            JsonSerializer.Serialize(findings, DoctorJson.Default.IReadOnlyListFinding) + "\n");
    }
}

/// <summary>A finding of the doctor.</summary>
/// <param name="Remedy">What to change; empty if nothing is wrong.</param>
public sealed record Finding(string Topic, Severity Verdict, string What, [property: JsonPropertyName("cure")] string Remedy = "");

[JsonConverter(typeof(JsonStringEnumConverter<Severity>))]
public enum Severity
{
    [JsonStringEnumMemberName("ok")]
    Ok,

    /// <summary>Information; harmless.</summary>
    [JsonStringEnumMemberName("note")]
    Note,

    /// <summary>Measurements would scatter or mislead.</summary>
    [JsonStringEnumMemberName("warn")]
    Warn,
}

/// <summary>JSON format of findings.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(IReadOnlyList<Finding>))]
public sealed partial class DoctorJson : JsonSerializerContext;
