namespace GpuBench.Workloads.Data;

/// <summary>The layout of an 8-bit format (Micikevicius et al. 2022, "FP8 Formats for Deep Learning"). All have denormals.</summary>
internal interface IFp8Layout
{
    /// <summary>Fraction bits among the seven bits below the sign; the upper ones are the exponent.</summary>
    static abstract int FractionBits { get; }

    /// <summary>The largest finite code. Codes above it are infinity, if the format has one, and NaN.</summary>
    static abstract int MaxCode { get; }
}

/// <summary>Bias 7, denormals in steps of 2^-9, largest 448, no infinity, and NaN if all bits but the sign are ones.</summary>
internal readonly struct E4M3 : IFp8Layout
{
    public static int FractionBits => 3;

    public static int MaxCode => 0x7E;
}

/// <summary>Bias 15, denormals in steps of 2^-16, largest 57344, infinity and NaN as in IEEE 754.</summary>
internal readonly struct E5M2 : IFp8Layout
{
    public static int FractionBits => 2;

    public static int MaxCode => 0x7B;
}

/// <summary>Encodes and decodes an 8-bit format. All but the value is constant in the code compiled for a layout.</summary>
internal static class Fp8<TLayout>
    where TLayout : struct, IFp8Layout
{
    private const byte NaN = 0x7F;
    private const int SignBit = 0x80;
    private const int Fp32Bias = 127;
    private const int Fp32FractionBits = 23;

    private static int Bias => (1 << (6 - TLayout.FractionBits)) - 1;

    private static int DroppedBits => Fp32FractionBits - TLayout.FractionBits;

    private static float Largest => Fp32((TLayout.MaxCode << DroppedBits) + ((Fp32Bias - Bias) << Fp32FractionBits));

    private static float SmallestNormal => Fp32((Fp32Bias + 1 - Bias) << Fp32FractionBits);

    /// <summary>Its unit in the last place in fp32 is the denormal step, so adding it rounds to a multiple of the step.</summary>
    private static float DenormalUnit => Fp32((Fp32Bias + 1 - Bias + DroppedBits) << Fp32FractionBits);

    /// <summary>The nearest code, ties to even; the largest for values beyond it, including infinity.</summary>
    public static byte Encode(float value)
    {
        if (float.IsNaN(value))
            return NaN;
        var sign = float.IsNegative(value) ? SignBit : 0;
        var magnitude = Math.Min(Math.Abs(value), Largest);
        if (magnitude < SmallestNormal)
            return (byte)(sign
                | ((int)BitConverter.SingleToUInt32Bits(magnitude + DenormalUnit) - (int)BitConverter.SingleToUInt32Bits(DenormalUnit)));
        // Adds half a unit in the last place, less one if the kept part is even; a carry from the fraction increments the exponent.
        var bits = BitConverter.SingleToUInt32Bits(magnitude);
        var rounded = (bits + (1u << (DroppedBits - 1)) - 1 + ((bits >> DroppedBits) & 1)) >> DroppedBits;
        return (byte)(sign | ((int)rounded - ((Fp32Bias - Bias) << TLayout.FractionBits)));
    }

    public static float Decode(byte bits)
    {
        var magnitude = bits & NaN;
        if (magnitude == NaN || magnitude > TLayout.MaxCode + 1)
            return float.NaN;
        var (exponent, fraction) = (magnitude >> TLayout.FractionBits, magnitude & ((1 << TLayout.FractionBits) - 1));
        var value = magnitude > TLayout.MaxCode ? float.PositiveInfinity
            : exponent == 0 ? MathF.ScaleB(fraction, 1 - Bias - TLayout.FractionBits)
            : MathF.ScaleB((1 << TLayout.FractionBits) + fraction, exponent - Bias - TLayout.FractionBits);
        return (bits & SignBit) == 0 ? value : -value;
    }

    private static float Fp32(int bits) => BitConverter.Int32BitsToSingle(bits);
}
