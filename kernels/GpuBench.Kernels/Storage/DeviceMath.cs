using System.Runtime.CompilerServices;
using ILGPU;

namespace GpuBench.Kernels.Storage;

/// <summary>What kernels need and ILGPU offers only with its Algorithms package.</summary>
public static class DeviceMath
{
    /// <summary>2 to the power of <paramref name="x"/> for x of at most 127; what would be denormal may become 0, and from -127 down it is 0.</summary>
    /// <remarks>
    /// Relative error below 2e-7 for x of at least -126. Splits off the nearest integer, which becomes the exponent,
    /// and sums the Taylor series of 2^f = e^(f ln 2) for |f| of at most 1/2 up to f^7, whose remainder is below 6e-9. Free of jumps.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Exp2(float x)
    {
        var inRange = IntrinsicMath.Max(x, -127f);
        // The conversion truncates; of a number that is not negative that is rounding down.
        var biasedExponent = (int)(inRange + 127.5f);
        var f = inRange - (biasedExponent - 127);
        var series = 1.5252734e-5f;          // ln(2)^7 / 7!
        series = series * f + 1.5403530e-4f; // ln(2)^6 / 6!, and so on
        series = series * f + 1.3333558e-3f;
        series = series * f + 9.6181291e-3f;
        series = series * f + 5.5504109e-2f;
        series = series * f + 2.4022651e-1f;
        series = series * f + 6.9314718e-1f;
        series = series * f + 1f;
        return series * Interop.IntAsFloat((uint)biasedExponent << 23);
    }
}
