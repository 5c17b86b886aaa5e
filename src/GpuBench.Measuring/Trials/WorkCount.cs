using System.Text.Json.Serialization;

namespace GpuBench.Measuring.Trials;

/// <summary>The work of one launch, as a pure function of its point: what rates are made of.</summary>
/// <param name="OperationCount">Floating-point (or integer) operations, by the stated convention.</param>
/// <param name="BytesRead">Compulsory bytes read from the device's memory: each operand once.</param>
/// <param name="BytesWritten">Compulsory bytes written.</param>
/// <param name="TokenCount">Tokens, for model runs; otherwise 0.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public readonly record struct WorkCount(
    double OperationCount, double BytesRead, double BytesWritten, double TokenCount = 0)
{
    [JsonIgnore]
    public double Bytes => BytesRead + BytesWritten;

    /// <summary>FLOP per byte of compulsory traffic; infinite where no byte moves.</summary>
    [JsonIgnore]
    public double ArithmeticIntensity => OperationCount / Bytes;

    /// <summary>The amount that the workload's rate counts.</summary>
    public double Amount(ValueUnit unit) => unit switch
    {
        ValueUnit.BytesPerSecond => Bytes,
        ValueUnit.TokensPerSecond => TokenCount,
        ValueUnit.LaunchesPerSecond => 1,
        ValueUnit.FlopPerSecond or ValueUnit.OperationsPerSecond => OperationCount,
        _ => throw new ArgumentOutOfRangeException(nameof(unit), unit, "no amount of work has this unit"),
    };
}
