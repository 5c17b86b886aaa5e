namespace GpuBench.Workloads.Data;

/// <summary>
/// The 8-bit format e4m3 (Micikevicius et al. 2022, "FP8 Formats for Deep Learning"): bias 7, denormals in steps of 2^-9, largest
/// 448, no infinity, and NaN where all bits but the sign are ones.
/// </summary>
internal static class Fp8E4M3
{
    private const byte NaN = 0x7F;
    private const int SignBit = 0x80;
    private const float Largest = 448;
    private const float SmallestNormal = 1f / 64;
    private const int Bias = 7;
    private const int FractionBits = 3;
    private const int Fp32Bias = 127;
    private const int DroppedBits = 23 - FractionBits;

    /// <summary>2^14, whose unit in the last place in fp32 is 2^-9, a denormal's step: adding it rounds to a multiple of that.</summary>
    private const float DenormalUnit = 1 << 14;

    /// <summary>The nearest, ties to even; the largest for all beyond it.</summary>
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
        var rounded = (bits + 0x7FFFF + ((bits >> DroppedBits) & 1)) >> DroppedBits;
        return (byte)(sign | ((int)rounded - ((Fp32Bias - Bias) << FractionBits)));
    }

    public static float Decode(byte bits)
    {
        var magnitude = bits & NaN;
        if (magnitude == NaN)
            return float.NaN;
        var (exponent, fraction) = (magnitude >> FractionBits, magnitude & 7);
        var value = exponent == 0
            ? MathF.ScaleB(fraction, 1 - Bias - FractionBits)
            : MathF.ScaleB(8 + fraction, exponent - Bias - FractionBits);
        return (bits & SignBit) == 0 ? value : -value;
    }
}
