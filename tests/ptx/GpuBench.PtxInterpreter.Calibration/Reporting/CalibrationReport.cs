using System.Text.Json;
using System.Text.Json.Serialization;

namespace GpuBench.PtxInterpreter.Calibration.Reporting;

/// <summary>The results of a calibration run.</summary>
/// <param name="Device">The GPU's name. Null if there is no GPU.</param>
/// <param name="ComputeCapability">The compute capability of the GPU, such as 9.0.</param>
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

    /// <summary>Number of cases in which either side differs from the ISA.</summary>
    public int Differences => Cases.Count(c => c.Differs);

    public string ToJson() => JsonSerializer.Serialize(this, Format);
}
