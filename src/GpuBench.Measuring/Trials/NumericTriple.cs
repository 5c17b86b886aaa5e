using System.Text.Json.Serialization;

namespace GpuBench.Measuring.Trials;

/// <summary>
/// What "fp16" alone never says: the types of the operands, of the sum, and of what is written. A further member would make it
/// another type.
/// </summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public readonly record struct NumericTriple(DType Input, DType Accumulate, DType Output)
{
    /// <summary>The same type throughout.</summary>
    public static NumericTriple Uniform(DType type) => new(type, type, type);

    /// <summary>Operands and result in <paramref name="storage"/>, sums in fp32.</summary>
    public static NumericTriple SummedInFp32(DType storage) => new(storage, DType.Fp32, storage);

    /// <returns><c>fp16/fp32/fp16</c>, or one word where all three agree.</returns>
    public override string ToString() =>
        Input == Accumulate && Accumulate == Output
            ? Input.Text()
            : $"{Input.Text()}/{Accumulate.Text()}/{Output.Text()}";
}

/// <summary>Whether operands are dense, or have the 2:4 pattern that matrix units can skip.</summary>
[JsonConverter(typeof(EnumWordConverter<Sparsity>))]
public enum Sparsity
{
    [JsonStringEnumMemberName("dense")]
    Dense,

    /// <summary>A word of published figures, never of a row that this program measures.</summary>
    [JsonStringEnumMemberName("2:4")]
    TwoOfFour,
}
