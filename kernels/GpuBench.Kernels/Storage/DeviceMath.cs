using System.Runtime.CompilerServices;
using ILGPU;

namespace GpuBench.Kernels.Storage;

/// <summary>Functions that ILGPU offers only in its Algorithms package.</summary>
public static class DeviceMath
{
    /// <summary>2 to the power of <paramref name="x"/>, x at most 127. Denormal results may be 0; 0 from x = -127 down.</summary>
    /// <remarks>
    /// Relative error below 2e-7 for x of at least -126. The nearest integer becomes the exponent. The Taylor series of 2^f = e^(f ln 2)
    /// up to f^7 serves the rest, |f| of at most 1/2; its remainder is below 6e-9. No branch.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Exp2(float x)
    {
        var inRange = IntrinsicMath.Max(x, -127f);
        // The conversion truncates, which rounds down: the number is not negative.
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
