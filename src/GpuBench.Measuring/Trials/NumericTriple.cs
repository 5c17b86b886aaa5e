using System.Text.Json.Serialization;

namespace GpuBench.Measuring.Trials;

/// <summary>
/// Types of the operands, of the sums and of the result, which "fp16" alone does not state. Unknown members are refused, because they would
/// change the meaning.
/// </summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public readonly record struct NumericTriple(DType Input, DType Accumulate, DType Output)
{
    /// <summary>The same type for all three.</summary>
    public static NumericTriple Uniform(DType type) => new(type, type, type);

    /// <summary>Operands and result in <paramref name="storage"/>, sums in fp32.</summary>
    public static NumericTriple SummedInFp32(DType storage) => new(storage, DType.Fp32, storage);

    /// <returns><c>fp16/fp32/fp16</c>, or one word if all three agree.</returns>
    public override string ToString() =>
        Input == Accumulate && Accumulate == Output
            ? Input.Text()
            : $"{Input.Text()}/{Accumulate.Text()}/{Output.Text()}";
}

/// <summary>Whether operands are dense, or have the 2:4 pattern of zeros that matrix units can skip.</summary>
[JsonConverter(typeof(EnumWordConverter<Sparsity>))]
public enum Sparsity
{
    [JsonStringEnumMemberName("dense")]
    Dense,

    /// <summary>Only published figures have this word.</summary>
    [JsonStringEnumMemberName("2:4")]
    TwoOfFour,
}
