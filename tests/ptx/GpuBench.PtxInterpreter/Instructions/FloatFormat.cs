namespace GpuBench.PtxInterpreter.Instructions;

/// <summary>Floating-point types as bits, and rounding into them.</summary>
internal static class FloatFormat
{
    // The hardware returns this for any NaN result below 64 bits.
    private const ulong CanonicalSingleNaN = 0x7fffffff;
    private const ulong CanonicalHalfNaN = 0x7fff;

    public static double Decode(ulong bits, string type) => type switch
    {
        "f32" => Bits.AsSingle(bits),
        "f64" => Bits.AsDouble(bits),
        "f16" => DecodeHalf((ushort)bits),
        "bf16" => DecodeBrain((ushort)bits),
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "not a floating-point type"),
    };

    public static float DecodeHalf(ushort bits) => (float)BitConverter.UInt16BitsToHalf(bits);

    public static float DecodeBrain(ushort bits) => BitConverter.UInt32BitsToSingle((uint)bits << 16);

    /// <summary>TF32 operands: the low 13 bits of the word are ignored.</summary>
    public static float DecodeTf32(uint bits) => BitConverter.UInt32BitsToSingle(bits & 0xffffe000u);

    /// <param name="error">Exact result minus <paramref name="value"/>. Only its sign is used.</param>
    /// <param name="rounding">rn, rz, rm or rp.</param>
    public static ulong Encode(double value, string type, string rounding = "rn", double error = 0) => type switch
    {
        "f64" => Bits.Of(rounding == "rn" ? value : Direct(value, error, rounding)),
        "f32" => double.IsNaN(value) ? CanonicalSingleNaN : Bits.Of(rounding == "rn" ? (float)value : DirectSingle(value, error, rounding)),
        "f16" => double.IsNaN(value) ? CanonicalHalfNaN : EncodeHalf(value, rounding, error),
        "bf16" => double.IsNaN(value) ? CanonicalHalfNaN : EncodeBrain(value, rounding, error),
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "not a floating-point type"),
    };

    public static ulong EncodeHalf(double value, string rounding = "rn", double error = 0)
    {
        var half = (Half)value;
        var difference = value - (double)half;
        half = Side(difference != 0 ? difference : error, (double)half, rounding) switch
        {
            > 0 => Half.BitIncrement(half),
            < 0 => Half.BitDecrement(half),
            _ => half,
        };
        return BitConverter.HalfToUInt16Bits(half);
    }

    /// <summary>Rounding to nearest first rounds to odd, so a false tie cannot change the second rounding.</summary>
    public static ulong EncodeBrain(double value, string rounding = "rn", double error = 0)
    {
        if (double.IsNaN(value))
            return CanonicalHalfNaN;
        if (double.IsInfinity(value))
            return Bits.Of((float)value) >> 16;
        if (rounding != "rn")
        {
            // Rounding twice in the same direction equals rounding once.
            var directed = BitConverter.SingleToUInt32Bits(DirectSingle(value, error, rounding));
            var isUp = (directed & 0xffff) != 0 && rounding == (value < 0 ? "rm" : "rp");
            return (directed >> 16) + (isUp ? 1u : 0);
        }

        var single = DirectSingle(value, error: 0, "rz");
        var bits = BitConverter.SingleToUInt32Bits(single) | (single != value ? 1u : 0);
        return (bits + 0x7fff + ((bits >> 16) & 1)) >> 16;
    }

    /// <summary>Rounds to nearest. Ties go to even, or with rna away from zero.</summary>
    public static ulong EncodeTf32(uint bits, string rounding)
    {
        var value = BitConverter.UInt32BitsToSingle(bits);
        if (!float.IsFinite(value))
            return float.IsNaN(value) ? CanonicalSingleNaN : bits;

        var increment = rounding switch
        {
            "rz" => 0u,
            "rna" => 0x1000u,
            _ => 0xfffu + ((bits >> 13) & 1),
        };
        return (bits + increment) & 0xffffe000u;
    }

    /// <summary>.ftz: a subnormal number becomes a zero of the same sign. Types without .ftz stay unchanged.</summary>
    public static ulong FlushSubnormal(ulong bits, string type) => type switch
    {
        "f32" => (bits & 0x7f800000) == 0 ? bits & 0x80000000 : bits,
        "f16" => (bits & 0x7c00) == 0 ? bits & 0x8000 : bits,
        _ => bits,
    };

    /// <summary>A sum and its rounding error.</summary>
    private static (double Sum, double Error) AddExactly(double a, double b)
    {
        var sum = a + b;
        var other = sum - a;
        var error = (a - (sum - other)) + (b - other);
        return (sum, double.IsFinite(error) ? error : 0);
    }

    /// <summary>
    /// a·b + c for operands whose product fits in a double. The result is rounded to odd, so it may be rounded once more.
    /// </summary>
    public static double FuseToOdd(double a, double b, double c)
    {
        var (sum, error) = AddExactly(a * b, c);
        if (error == 0 || !double.IsFinite(sum))
            return sum;

        var bits = BitConverter.DoubleToInt64Bits(sum);
        if (error > 0 != sum > 0)
            bits--;
        return BitConverter.Int64BitsToDouble(bits | 1);
    }

    private static double Direct(double value, double error, string rounding) => Side(error, value, rounding) switch
    {
        > 0 => Math.BitIncrement(value),
        < 0 => Math.BitDecrement(value),
        _ => value,
    };

    private static float DirectSingle(double value, double error, string rounding)
    {
        var single = (float)value;
        if (float.IsInfinity(single) && !double.IsInfinity(value))
            return rounding switch
            {
                "rp" when single > 0 => single,
                "rm" when single < 0 => single,
                _ => single > 0 ? float.MaxValue : float.MinValue,
            };

        var difference = value - single;
        return Side(difference != 0 ? difference : error, single, rounding) switch
        {
            > 0 => MathF.BitIncrement(single),
            < 0 => MathF.BitDecrement(single),
            _ => single,
        };
    }

    /// <summary>The direction in which a rounded value must move, given the side on which the exact value is.</summary>
    private static int Side(double difference, double rounded, string rounding) => rounding switch
    {
        "rp" when difference > 0 => 1,
        "rm" when difference < 0 => -1,
        "rz" when difference > 0 && rounded < 0 => 1,
        "rz" when difference < 0 && rounded > 0 => -1,
        _ => 0,
    };
}
