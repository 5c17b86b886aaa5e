using System.Text.Json.Serialization;

namespace GpuBench.Measuring.Trials;

/// <summary>A workload at one point of its axes, on one device, under stated conditions. Each trial becomes one row.</summary>
/// <param name="Engine">Which engine runs it: <c>ilgpu</c>, <c>torchsharp</c>, <c>torch-stable</c>.</param>
/// <param name="DeviceId">The engine's device, e.g. <c>opencl:0</c>.</param>
/// <param name="DType">Null if no arithmetic is done (transfers).</param>
public sealed record Trial(
    string Engine, string DeviceId, string Workload, Point Point,
    [property: JsonPropertyName("dtype")] NumericTriple? DType, Conditions Conditions)
{
    /// <summary>Identifies the trial within a run and between runs on the same machine.</summary>
    [JsonIgnore]
    public string Key => $"{Engine}|{DeviceId}|{Workload}|{Point}|{DType?.ToString() ?? "-"}|{Conditions}";

    /// <summary>Trials of one engine and class differ only in point and conditions.</summary>
    [JsonIgnore]
    public string Class => $"{Workload} {DType}".TrimEnd();

    /// <summary>Text for progress lines.</summary>
    public override string ToString() => $"{Workload} {Point} {DType}".TrimEnd();
}

/// <summary>A point of a workload with its numeric types and conditions, before a device is chosen.</summary>
public sealed record Case(Point Point, NumericTriple? DType, Conditions Conditions);
