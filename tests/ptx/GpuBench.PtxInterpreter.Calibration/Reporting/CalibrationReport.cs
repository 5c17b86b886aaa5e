using System.Text.Json;
using System.Text.Json.Serialization;

namespace GpuBench.PtxInterpreter.Calibration.Reporting;

/// <summary>What a run of the calibration found.</summary>
/// <param name="Device">The GPU's name, or null without one.</param>
/// <param name="ComputeCapability">Of the GPU, such as 9.0.</param>
/// <param name="Driver">The CUDA version of its driver.</param>
/// <param name="Cases">Every case, in the order of the families.</param>
public sealed record CalibrationReport(string? Device, string? ComputeCapability, string? Driver, IReadOnlyList<CaseRecord> Cases)
{
    private static readonly JsonSerializerOptions Format = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>Cases that either side does not do as the ISA defines them.</summary>
    public int Differences => Cases.Count(c => c.Differs);

    public string ToJson() => JsonSerializer.Serialize(this, Format);
}
