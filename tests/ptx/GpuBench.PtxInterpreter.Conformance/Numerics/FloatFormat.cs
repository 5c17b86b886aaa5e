using System.Numerics;

namespace GpuBench.PtxInterpreter.Conformance.Numerics;

/// <summary>A binary floating-point format: sign, exponent, mantissa, from the top bit down.</summary>
/// <param name="Name">The PTX type.</param>
/// <param name="ExponentBits">Width of the exponent field. The bias is half its range.</param>
/// <param name="MantissaBits">Width of the stored mantissa.</param>
/// <param name="MaxFinite">The bits of the largest finite number. Larger bits are infinity or NaN.</param>
/// <param name="CanonicalNaN">The NaN that conversions into the format produce.</param>
public sealed record FloatFormat(string Name, int ExponentBits, int MantissaBits, ulong MaxFinite, ulong CanonicalNaN)
{
    public static FloatFormat Binary16 { get; } = new("f16", 5, 10, 0x7bff, 0x7fff);

    public static FloatFormat BFloat16 { get; } = new("bf16", 8, 7, 0x7f7f, 0x7fff);

    public static FloatFormat Binary32 { get; } = new("f32", 8, 23, 0x7f7f_ffff, 0x7fff_ffff);

    public static FloatFormat Binary64 { get; } = new("f64", 11, 52, 0x7fef_ffff_ffff_ffff, 0x7fff_ffff_ffff_ffff);

    /// <summary>TensorFloat-32 without the 13 low bits of its 32-bit container.</summary>
    public static FloatFormat TensorFloat32 { get; } = new("tf32", 8, 10, 0x3fbff, 0x3ffff);

    /// <summary>The format has no infinities. An exponent of all ones is an ordinary exponent. Only its last value is NaN.</summary>
    public static FloatFormat E4M3 { get; } = new("e4m3", 4, 3, 0x7e, 0x7f);

    public static FloatFormat E5M2 { get; } = new("e5m2", 5, 2, 0x7b, 0x7f);

    public int Bits => 1 + ExponentBits + MantissaBits;

    /// <summary>The size of an element in memory, in bytes.</summary>
    public int Bytes => (Bits + 7) / 8;

    public ulong SignBit => 1ul << (Bits - 1);

    /// <summary>Null if the format has no infinity.</summary>
    public ulong? InfinityBits => Name == "e4m3" ? null : MaxFinite + 1;

    private int Bias => (1 << (ExponentBits - 1)) - 1;

    private int MinExponent => 1 - Bias;

    /// <returns>The format of a PTX type.</returns>
    public static FloatFormat Of(string type) => type switch
    {
        "f16" => Binary16,
        "bf16" => BFloat16,
        "f32" => Binary32,
        "f64" => Binary64,
        "tf32" => TensorFloat32,
        "e4m3" => E4M3,
        "e5m2" => E5M2,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "No floating-point type."),
    };

    public bool IsNaN(ulong bits) => (bits & ~SignBit) > (InfinityBits ?? MaxFinite);

    public bool IsSubnormal(ulong bits) => (bits & ~SignBit) is > 0 and var magnitude && magnitude < 1ul << MantissaBits;

    /// <returns>The bits, with a subnormal number replaced by a zero of the same sign, as <c>.ftz</c> does.</returns>
    public ulong Flush(ulong bits) => IsSubnormal(bits) ? bits & SignBit : bits;

    public ExactNumber Decode(ulong bits)
    {
        var negative = (bits & SignBit) != 0;
        var magnitude = bits & ~SignBit & (SignBit | (SignBit - 1));
        if (IsNaN(bits))
            return ExactNumber.NaN;
        if (magnitude == InfinityBits)
            return ExactNumber.Infinity(negative);
        if (magnitude == 0)
            return ExactNumber.Zero(negative);

        var field = (int)(magnitude >> MantissaBits);
        var mantissa = magnitude & ((1ul << MantissaBits) - 1);
        var least = MinExponent - MantissaBits;
        return field == 0
            ? ExactNumber.Finite(negative, mantissa, least)
            : ExactNumber.Finite(negative, mantissa | 1ul << MantissaBits, least + field - 1);
    }

    /// <param name="saturateFinite">Infinities and overflows become the largest finite number.</param>
    /// <returns>The bits of the nearest number in the direction of <paramref name="mode"/>.</returns>
    public ulong Round(ExactNumber value, RoundingMode mode = RoundingMode.NearestEven, bool saturateFinite = false)
    {
        if (value.IsNaN)
            return CanonicalNaN;
        var sign = value.Negative ? SignBit : 0;
        if (value.IsInfinite)
            return sign | (saturateFinite ? MaxFinite : InfinityBits ?? CanonicalNaN);
        if (value.IsZero)
            return sign;

        var quantum = Math.Max(value.LeadingExponent, MinExponent) - MantissaBits;
        var kept = mode.RoundShift(value.Magnitude, quantum - value.Exponent, value.Negative);

        // When a mantissa rounds up to the next power of two, the carry into the exponent field is already correct.
        var bits = ((BigInteger)(quantum + MantissaBits - MinExponent) << MantissaBits) + kept;
        if (bits <= MaxFinite)
            return sign | (ulong)bits;
        return sign | (!saturateFinite && mode.OverflowsToInfinity(value.Negative) ? InfinityBits ?? CanonicalNaN : MaxFinite);
    }

    /// <returns>The number as binary64, exact for every format here.</returns>
    public double ToDouble(ulong bits)
    {
        var value = Decode(bits);
        if (value.IsNaN)
            return double.NaN;
        if (value.IsInfinite)
            return value.Negative ? double.NegativeInfinity : double.PositiveInfinity;
        var magnitude = Math.ScaleB((double)value.Magnitude, value.Exponent);
        return value.Negative ? -magnitude : magnitude;
    }

    /// <returns>The distance between neighbouring numbers around these bits. An infinity counts as the largest finite number.</returns>
    public double UnitInLastPlace(ulong bits)
    {
        var field = (int)(Math.Min(bits & ~SignBit, MaxFinite) >> MantissaBits);
        return Math.ScaleB(1, MinExponent - MantissaBits + Math.Max(field - 1, 0));
    }

    public ulong FromDouble(double value) => Round(ExactNumber.FromDouble(value));
}
