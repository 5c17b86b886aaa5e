using System.Text.Json.Serialization;

namespace GpuBench.Measuring.Trials;

/// <summary>The work of one launch, a pure function of the point. A rate is this work divided by time.</summary>
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

    /// <summary>FLOP per byte of compulsory traffic; infinite if no byte moves.</summary>
    [JsonIgnore]
    public double ArithmeticIntensity => OperationCount / Bytes;

    /// <summary>The amount of work that a rate in this unit counts.</summary>
    public double Amount(ValueUnit unit) => unit switch
    {
        ValueUnit.BytesPerSecond => Bytes,
        ValueUnit.TokensPerSecond => TokenCount,
        ValueUnit.LaunchesPerSecond => 1,
        ValueUnit.FlopPerSecond or ValueUnit.OperationsPerSecond => OperationCount,
        _ => throw new ArgumentOutOfRangeException(nameof(unit), unit, "no amount of work has this unit"),
    };
}

/// <summary>The host's work for one round of a trial, apart from launches. A pure function of its point.</summary>
/// <param name="PreparedElements">Elements of all operands: the host generates them, and the oracle sums over them.</param>
/// <param name="CheckedElements">Elements of the result that one check compares.</param>
/// <param name="BytesSent">Bytes copied to the device before the first launch.</param>
/// <param name="BytesFetched">Bytes copied from the device in one check.</param>
public readonly record struct HostWork(double PreparedElements, double CheckedElements, double BytesSent, double BytesFetched)
{
    /// <summary>Multiply-adds of the oracle in one check, if it computes single results.</summary>
    public double OracleOperations { get; init; }

    /// <summary>Multiply-adds of the oracle in the first check only. Later checks and rounds reuse their results.</summary>
    public double KeptOperations { get; init; }
}

/// <summary>SI units of a row's value. Only printed numbers have prefixes.</summary>
[JsonConverter(typeof(EnumWordConverter<ValueUnit>))]
public enum ValueUnit
{
    [JsonStringEnumMemberName("FLOP/s")]
    FlopPerSecond,

    /// <summary>Integer operations.</summary>
    [JsonStringEnumMemberName("OP/s")]
    OperationsPerSecond,

    [JsonStringEnumMemberName("B/s")]
    BytesPerSecond,

    [JsonStringEnumMemberName("token/s")]
    TokensPerSecond,

    [JsonStringEnumMemberName("launch/s")]
    LaunchesPerSecond,
}

/// <summary>How floating-point operations were counted.</summary>
[JsonConverter(typeof(EnumWordConverter<FlopConvention>))]
public enum FlopConvention
{
    /// <summary>A multiply and an add for each of M·N·K.</summary>
    [JsonStringEnumMemberName("2MNK")]
    TwoMnk,

    /// <summary>Only the query-key pairs that the causal mask allows.</summary>
    [JsonStringEnumMemberName("causal-exact")]
    CausalExact,

    /// <summary>Half of the full square, for every shape.</summary>
    [JsonStringEnumMemberName("causal-half")]
    CausalHalf,

    /// <summary>The full square of queries and keys.</summary>
    [JsonStringEnumMemberName("full")]
    Full,
}
