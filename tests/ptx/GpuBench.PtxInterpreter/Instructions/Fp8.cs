namespace GpuBench.PtxInterpreter.Instructions;

/// <summary>The 8-bit floating-point formats e4m3 (no infinities, one NaN pattern) and e5m2 (as in IEEE 754).</summary>
internal static class Fp8
{
    private const byte MaxE4m3 = 0x7e, MaxE5m2 = 0x7b;

    private static readonly double[] FiniteE4m3 = [.. Enumerable.Range(0, MaxE4m3 + 1).Select(bits => Decode((byte)bits, isE4m3: true))];
    private static readonly double[] FiniteE5m2 = [.. Enumerable.Range(0, MaxE5m2 + 1).Select(bits => Decode((byte)bits, isE4m3: false))];

    public static double Decode(byte bits, bool isE4m3)
    {
        var mantissaBits = isE4m3 ? 3 : 2;
        var bias = isE4m3 ? 7 : 15;
        var exponent = (bits & 0x7f) >> mantissaBits;
        var mantissa = bits & ((1 << mantissaBits) - 1);
        var magnitude = (isE4m3, bits & 0x7f) switch
        {
            (true, 0x7f) => double.NaN,
            (false, 0x7c) => double.PositiveInfinity,
            (false, > 0x7c) => double.NaN,
            _ when exponent == 0 => Math.ScaleB(mantissa, 1 - bias - mantissaBits),
            _ => Math.ScaleB(mantissa + (1 << mantissaBits), exponent - bias - mantissaBits),
        };
        return (bits & 0x80) != 0 ? -magnitude : magnitude;
    }

    /// <summary>Rounds to the nearest, ties to even. A value that is too large becomes the largest number (satfinite).</summary>
    public static byte Encode(float value, bool isE4m3)
    {
        if (float.IsNaN(value))
            return 0x7f;

        var sign = float.IsNegative(value) ? 0x80 : 0;
        var finite = isE4m3 ? FiniteE4m3 : FiniteE5m2;
        double magnitude = Math.Abs(value);
        if (magnitude >= finite[^1])
            return (byte)(sign | (finite.Length - 1));

        var index = Array.BinarySearch(finite, magnitude);
        if (index < 0)
        {
            index = ~index;
            var below = magnitude - finite[index - 1];
            var above = finite[index] - magnitude;
            var takeLower = below < above || (below == above && (index - 1) % 2 == 0);
            index = takeLower ? index - 1 : index;
        }

        return (byte)(sign | index);
    }
}
