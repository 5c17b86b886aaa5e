using GpuBench.PtxInterpreter.Conformance.Numerics;

namespace GpuBench.PtxInterpreter.Conformance.Families;

/// <summary>The modifiers of a floating-point instruction that change its result.</summary>
/// <param name="Rounding">How the exact result is rounded.</param>
/// <param name="Ftz">Subnormal operands and results become zeros of the same sign.</param>
/// <param name="Sat">The result is clamped to [0, 1]. NaN becomes 0.</param>
/// <param name="Relu">A negative result becomes 0.</param>
internal readonly record struct FloatModifiers(
    RoundingMode Rounding = RoundingMode.NearestEven, bool Ftz = false, bool Sat = false, bool Relu = false)
{
    private static readonly ExactNumber One = ExactNumber.FromInteger(1);

    /// <param name="modifiers">
    /// Words such as <c>rn.ftz.sat</c>. Other words are ignored. Without a rounding modifier, rounding is to nearest.
    /// </param>
    public static FloatModifiers Parse(string modifiers)
    {
        var words = modifiers.Split('.');
        var rounding = words.FirstOrDefault(word => word is "rn" or "rna" or "rz" or "rm" or "rp");
        return new(
            rounding is null ? RoundingMode.NearestEven : RoundingModes.Parse(rounding),
            Ftz: words.Contains("ftz"),
            Sat: words.Contains("sat"),
            Relu: words.Contains("relu"));
    }

    /// <returns>The result with its clamping modifiers applied, before rounding.</returns>
    private ExactNumber Clamp(ExactNumber value)
    {
        if (Relu && !value.IsNaN && value.Negative)
            return ExactNumber.Zero(false);
        if (!Sat)
            return value;
        if (value.IsNaN || value.Negative)
            return ExactNumber.Zero(false);
        return ExactNumber.Compare(value, One) > 0 ? One : value;
    }

    /// <returns>The rounded result and whether the ISA defines every bit of it.</returns>
    public (ulong Bits, bool Defined) Finish(ExactNumber exact, FloatFormat format)
    {
        var rounded = format.Round(Clamp(exact), Rounding);

        // The ISA does not define the sign of a zero that results from clamping. It also does not state whether flushing uses the number
        // before or after it was rounded up to the smallest normal number.
        var openSign = (Sat || Relu) && exact.IsZero && exact.Negative;
        var openFlush = Ftz && exact.IsFinite && !exact.IsZero
            && (rounded & ~format.SignBit) == 1ul << format.MantissaBits
            && ExactNumber.Compare(exact.Negative ? -exact : exact, format.Decode(1ul << format.MantissaBits)) < 0;
        return (Ftz ? format.Flush(rounded) : rounded, !openSign && !openFlush);
    }
}
