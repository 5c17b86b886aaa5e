using GpuBench.Measuring.Trials;

namespace GpuBench.Workloads.Data;

/// <summary>Whether matrix units and ordinary lanes multiply a type.</summary>
public enum MatrixUnits
{
    /// <summary>Only ordinary lanes multiply it.</summary>
    None,

    /// <summary>Matrix units multiply it if the device has them, otherwise ordinary lanes.</summary>
    Optional,

    /// <summary>Only matrix units multiply it.</summary>
    Only,
}

/// <summary>The properties of a number type.</summary>
/// <param name="Bits">Size of an element in memory.</param>
/// <param name="SignificandBits">Including the implicit bit; 0 for integers.</param>
public sealed record ElementType(DType Type, int Bits, int SignificandBits, MatrixUnits MatrixUnits)
{
    /// <summary>Packs the type into words; null: the type is not packed.</summary>
    internal PackedFormat? Format { get; init; }

    public bool IsInteger => SignificandBits == 0;

    /// <summary>The largest relative error of rounding to nearest, half a unit in the last place; 0 for integers.</summary>
    public double UnitRoundoff { get; } = SignificandBits == 0 ? 0 : Math.ScaleB(1, -SignificandBits);

    /// <summary>The relative error that each product adds to a matrix unit's sum; null: the accumulator's unit roundoff.</summary>
    public double? MatrixSumRoundoff { get; init; }

    /// <summary>Standard deviation of the normal values in operands.</summary>
    public float StandardDeviation { get; init; } = 1;

    /// <summary>Bytes of <paramref name="count"/> contiguous elements, rounded up.</summary>
    public double BytesOf(double count) => Math.Ceiling(count * Bits / 8);
}

/// <summary>The table of number types: one row for each <see cref="DType"/>.</summary>
public static class ElementTypes
{
    /// <summary>
    /// Matrix units add 32 products of fp8 at a time and truncate the sum to about 14 bits (DeepSeek-AI 2024, "DeepSeek-V3 Technical
    /// Report", section 3.3.2): 2^-13 divided by 32.
    /// </summary>
    private static readonly double Fp8Sums = Math.ScaleB(1, -18);

    public static IReadOnlyList<ElementType> All { get; } =
    [
        new(DType.Fp64, 64, 53, MatrixUnits.None),
        new(DType.Fp32, 32, 24, MatrixUnits.None) { Format = new PackedFormat<Fp32Format, uint>() },
        new(DType.Tf32, 32, 11, MatrixUnits.Only) { Format = new PackedFormat<Tf32Format, uint>() },
        new(DType.Fp16, 16, 11, MatrixUnits.Optional) { Format = new PackedFormat<Fp16Format, ushort>() },
        new(DType.Bf16, 16, 8, MatrixUnits.Optional) { Format = new PackedFormat<Bf16Format, ushort>() },
        new(DType.Fp8E4M3, 8, 4, MatrixUnits.Only) { Format = new PackedFormat<Fp8Format<E4M3>, byte>(), MatrixSumRoundoff = Fp8Sums },
        new(DType.Fp8E5M2, 8, 3, MatrixUnits.Only) { Format = new PackedFormat<Fp8Format<E5M2>, byte>(), MatrixSumRoundoff = Fp8Sums },
        // Four standard deviations fill the range, as in quantized normal values.
        new(DType.Int8, 8, 0, MatrixUnits.Optional) { Format = new PackedFormat<Int8Format, byte>(), StandardDeviation = 32 },
        new(DType.Int32, 32, 0, MatrixUnits.None) { Format = new PackedFormat<Int32Format, uint>() },
    ];

    private static readonly Dictionary<DType, ElementType> ByType = All.ToDictionary(row => row.Type);

    /// <exception cref="ArgumentOutOfRangeException">The type has no row.</exception>
    public static ElementType Of(DType type) => ByType.TryGetValue(type, out var row)
        ? row
        : throw new ArgumentOutOfRangeException(nameof(type), type, "no row of ElementTypes.All describes this type; add one");
}
