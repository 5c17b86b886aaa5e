namespace GpuBench.Workloads.Data;

/// <summary>What tells the 8-bit formats apart (Micikevicius et al. 2022, "FP8 Formats for Deep Learning"): all have denormals.</summary>
internal interface IFp8Layout
{
    /// <summary>Of the seven bits below the sign; the upper ones are the exponent.</summary>
    static abstract int FractionBits { get; }

    /// <summary>Codes above it are an infinity, where there is room for one, and NaN.</summary>
    static abstract int MaxCode { get; }
}

/// <summary>Bias 7, denormals in steps of 2^-9, largest 448, no infinity, and NaN where all bits but the sign are ones.</summary>
internal readonly struct E4M3 : IFp8Layout
{
    public static int FractionBits => 3;

    public static int MaxCode => 0x7E;
}

/// <summary>Bias 15, denormals in steps of 2^-16, largest 57344, infinity and NaN as in the types of IEEE 754.</summary>
internal readonly struct E5M2 : IFp8Layout
{
    public static int FractionBits => 2;

    public static int MaxCode => 0x7B;
}

/// <summary>The code of an 8-bit format; all but the value is a constant once it is compiled for a layout.</summary>
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

    /// <summary>Its unit in the last place in fp32 is a denormal's step: adding it rounds to a multiple of that.</summary>
    private static float DenormalUnit => Fp32((Fp32Bias + 1 - Bias + DroppedBits) << Fp32FractionBits);

    /// <summary>The nearest, ties to even; the largest for all beyond it, infinity included.</summary>
    public static byte Encode(float value)
    {
        if (float.IsNaN(value))
            return NaN;
        var sign = float.IsNegative(value) ? SignBit : 0;
        var magnitude = Math.Min(Math.Abs(value), Largest);
        if (magnitude < SmallestNormal)
            return (byte)(sign
                | ((int)BitConverter.SingleToUInt32Bits(magnitude + DenormalUnit) - (int)BitConverter.SingleToUInt32Bits(DenormalUnit)));
        // Half a unit in the last place, less one where the kept part is even; a carry out of the fraction counts on in the exponent.
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
