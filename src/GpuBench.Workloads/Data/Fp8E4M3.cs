namespace GpuBench.Workloads.Data;

/// <summary>
/// The 8-bit format e4m3 (Micikevicius et al. 2022, "FP8 Formats for Deep Learning"): bias 7, denormals in steps of 2^-9, largest
/// 448, no infinity, and NaN where all bits but the sign are ones.
/// </summary>
internal static class Fp8E4M3
{
    private const byte NaN = 0x7F;
    private const int SignBit = 0x80;
    private const double Largest = 448;
    private const int Bias = 7;
    private const int FractionBits = 3;

    /// <summary>The nearest, ties to even; the largest for all beyond it.</summary>
    public static byte Encode(float value)
    {
        if (float.IsNaN(value))
            return NaN;
        var magnitude = Math.Min(Math.Abs(value), Largest);
        var exponent = Math.Max(Math.ILogB(magnitude), 1 - Bias);
        // 8 … 16 units in the last place, fewer in denormals; the leading one, and a carry out of the fraction, count on in the exponent.
        var units = (int)Math.Round(Math.ScaleB(magnitude, FractionBits - exponent), MidpointRounding.ToEven);
        var bits = ((exponent + Bias - 1) << FractionBits) + units;
        return (byte)(float.IsNegative(value) ? bits | SignBit : bits);
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
