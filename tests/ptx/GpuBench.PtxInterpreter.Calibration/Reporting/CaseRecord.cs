using System.Text.Json;
using System.Text.Json.Serialization;
using GpuBench.PtxInterpreter.Calibration.Running;
using GpuBench.PtxInterpreter.Conformance.Cases;

namespace GpuBench.PtxInterpreter.Calibration.Reporting;

/// <summary>The result of one case on both sides.</summary>
/// <param name="Section">The section of the ISA document.</param>
/// <param name="UnequalBytes">
/// Output bytes in which device and interpreter differ, including differences that the ISA allows. Null if either did not complete.
/// </param>
public sealed record CaseRecord(
    string Family, string Name, string Section, string Target, SideRecord Machine, SideRecord Device, int? UnequalBytes)
{
    private static readonly JsonSerializerOptions Format = new() { Converters = { new JsonStringEnumConverter() } };

    /// <summary>Whether either side is not as expected.</summary>
    [JsonIgnore]
    public bool Differs => Machine.Differs || Device.Differs;

    /// <exception cref="JsonException">The line is not a record.</exception>
    public static CaseRecord FromLine(string line) =>
        JsonSerializer.Deserialize<CaseRecord>(line, Format) ?? throw new JsonException("the record is null");

    /// <summary>The record as JSON in one line.</summary>
    public string ToLine() => JsonSerializer.Serialize(this, Format);

    public static CaseRecord Of(ConformanceCase testCase, CaseOutcome machine, CaseOutcome device)
    {
        int? unequal = machine.Status == CaseStatus.Completed && device.Status == CaseStatus.Completed
            ? machine.Outputs.Sum(output => output.Value.Zip(device.Outputs[output.Key]).Count(pair => pair.First != pair.Second))
            : null;
        return new(
            testCase.Family, testCase.Name, testCase.Section, testCase.Target.Name(), Judge(testCase, machine),
            Judge(testCase, device), unequal);
    }

    private static SideRecord Judge(ConformanceCase testCase, CaseOutcome outcome)
    {
        if (outcome.Status != CaseStatus.Completed)
            return new(outcome.Status, outcome.Details, AsExpected: false);
        var difference = testCase.Arguments.OfType<OutputBuffer>()
            .Select(o => o.Expected.Compare(o.Name, outcome.Outputs[o.Name]))
            .FirstOrDefault(d => d is not null);
        return new(outcome.Status, difference?.ToString() ?? "", difference is null);
    }
}
