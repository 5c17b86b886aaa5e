using GpuBench.Kernels.Storage;

namespace GpuBench.KernelChecks;

/// <summary>
/// The 8-bit format of <see cref="StorageType.Fp8E4M3"/>: bias 7, denormals, and the single NaN magnitude 0x7F instead of an infinity.
/// </summary>
internal static class Fp8E4M3
{
    private const uint NaN = 0x7F;
    private const uint SignBit = 0x80;

    /// <summary>Indexed by their bits, so in rising order.</summary>
    private static readonly double[] FiniteMagnitudes = [.. Enumerable.Range(0, (int)NaN).Select(bits => Decode((uint)bits))];

    public static double Decode(uint bits)
    {
        var magnitude = bits & 0x7F;
        var (exponent, fraction) = ((int)(magnitude >> 3), (int)(magnitude & 7));
        var value = (magnitude, exponent) switch
        {
            (NaN, _) => double.NaN,
            (_, 0) => Math.ScaleB(fraction, -9),
            _ => Math.ScaleB(8 + fraction, exponent - 10),
        };
        return (bits & SignBit) == 0 ? value : -value;
    }

    /// <summary>The nearest value, with ties to even. All values beyond the largest, 448, give 448.</summary>
    public static uint Encode(float value)
    {
        if (float.IsNaN(value))
            return NaN;
        var sign = float.IsNegative(value) ? SignBit : 0;
        var found = Array.BinarySearch(FiniteMagnitudes, Math.Abs(value));
        return sign | (uint)(found >= 0 ? found : Nearer(Math.Abs(value), ~found));
    }

    /// <param name="above">Number of the first magnitude that is larger.</param>
    private static int Nearer(double magnitude, int above)
    {
        if (above == FiniteMagnitudes.Length)
            return above - 1;
        var (fromBelow, fromAbove) = (magnitude - FiniteMagnitudes[above - 1], FiniteMagnitudes[above] - magnitude);
        var isUp = fromBelow > fromAbove || (fromBelow == fromAbove && above % 2 == 0);
        return isUp ? above : above - 1;
    }
}
