using System.Numerics;

namespace GpuBench.PtxInterpreter.Conformance.Numerics;

/// <summary>
/// A number without rounding: magnitude times a power of two, a signed zero, an infinity or NaN. Only
/// <see cref="FloatFormat.Round"/> rounds, and only once. So every reference is correctly rounded by construction.
/// </summary>
public readonly record struct ExactNumber
{
    // Bits of quotients and roots, far more than in binary64. One further bit is set if bits were cut off.
    private const int QuotientBits = 160;

    private ExactNumber(bool isNaN, bool isInfinite, bool negative, BigInteger magnitude, int exponent)
    {
        IsNaN = isNaN;
        IsInfinite = isInfinite;
        Negative = negative;
        Magnitude = magnitude;
        Exponent = exponent;
    }

    public static ExactNumber NaN => new(true, false, false, 0, 0);

    public bool IsNaN { get; }

    public bool IsInfinite { get; }

    public bool Negative { get; }

    /// <summary>The absolute value is this integer times 2^<see cref="Exponent"/>.</summary>
    public BigInteger Magnitude { get; }

    public int Exponent { get; }

    public bool IsZero => !IsNaN && !IsInfinite && Magnitude.IsZero;

    public bool IsFinite => !IsNaN && !IsInfinite;

    /// <summary>The exponent of the leading bit. The number must be finite and not zero.</summary>
    public int LeadingExponent => (int)Magnitude.GetBitLength() - 1 + Exponent;

    public static ExactNumber Infinity(bool negative) => new(false, true, negative, 0, 0);

    public static ExactNumber Zero(bool negative) => new(false, false, negative, 0, 0);

    public static ExactNumber Finite(bool negative, BigInteger magnitude, int exponent) => new(false, false, negative, magnitude, exponent);

    public static ExactNumber FromInteger(BigInteger value) => Finite(value.Sign < 0, BigInteger.Abs(value), 0);

    public static ExactNumber FromDouble(double value) => FloatFormat.Binary64.Decode(BitConverter.DoubleToUInt64Bits(value));

    public static ExactNumber operator -(ExactNumber a) => new(a.IsNaN, a.IsInfinite, !a.Negative, a.Magnitude, a.Exponent);

    public static ExactNumber operator *(ExactNumber a, ExactNumber b)
    {
        var negative = a.Negative != b.Negative;
        if (a.IsNaN || b.IsNaN || a.IsInfinite && b.IsZero || b.IsInfinite && a.IsZero)
            return NaN;
        return a.IsInfinite || b.IsInfinite ? Infinity(negative) : Finite(negative, a.Magnitude * b.Magnitude, a.Exponent + b.Exponent);
    }

    public static ExactNumber operator /(ExactNumber a, ExactNumber b)
    {
        var negative = a.Negative != b.Negative;
        if (a.IsNaN || b.IsNaN || a.IsInfinite && b.IsInfinite || a.IsZero && b.IsZero)
            return NaN;
        if (a.IsInfinite || b.IsZero)
            return Infinity(negative);
        if (b.IsInfinite || a.IsZero)
            return Zero(negative);

        var shift = QuotientBits + (int)Math.Max(0, b.Magnitude.GetBitLength() - a.Magnitude.GetBitLength());
        var quotient = BigInteger.DivRem(a.Magnitude << shift, b.Magnitude, out var rest);
        return Finite(negative, WithSticky(quotient, !rest.IsZero), a.Exponent - b.Exponent - shift - 1);
    }

    /// <param name="mode">Determines the sign of an exact zero sum of numbers with opposite signs.</param>
    public static ExactNumber Add(ExactNumber a, ExactNumber b, RoundingMode mode)
    {
        if (a.IsNaN || b.IsNaN || a.IsInfinite && b.IsInfinite && a.Negative != b.Negative)
            return NaN;
        if (a.IsInfinite || b.IsInfinite)
            return a.IsInfinite ? a : b;

        var exponent = Math.Min(a.Exponent, b.Exponent);
        var sum = Signed(a, exponent) + Signed(b, exponent);
        if (sum.IsZero)
            return Zero(a.IsZero && b.IsZero && a.Negative == b.Negative ? a.Negative : mode == RoundingMode.Down);
        return Finite(sum.Sign < 0, BigInteger.Abs(sum), exponent);
    }

    /// <returns>The square root, exact or cut off with a sticky bit. Minus zero remains minus zero.</returns>
    public ExactNumber SquareRoot()
    {
        if (IsNaN || IsZero)
            return this;
        if (Negative)
            return NaN;
        if (IsInfinite)
            return this;

        var shift = 2 * QuotientBits + (Exponent & 1);
        var radicand = Magnitude << shift;
        var root = FloorSquareRoot(radicand);
        return Finite(false, WithSticky(root, root * root != radicand), (Exponent - shift) / 2 - 1);
    }

    /// <returns>Less than, equal to or greater than zero. Null if either is NaN. Zeros of both signs are equal.</returns>
    public static int? Compare(ExactNumber a, ExactNumber b)
    {
        if (a.IsNaN || b.IsNaN)
            return null;
        if (a.IsInfinite || b.IsInfinite)
            return Rank(a).CompareTo(Rank(b));
        var exponent = Math.Min(a.Exponent, b.Exponent);
        return Signed(a, exponent).CompareTo(Signed(b, exponent));
    }

    private static int Rank(ExactNumber a) => !a.IsInfinite ? 0 : a.Negative ? -1 : 1;

    private static BigInteger Signed(ExactNumber a, int exponent)
    {
        var scaled = a.Magnitude << (a.Magnitude.IsZero ? 0 : a.Exponent - exponent);
        return a.Negative ? -scaled : scaled;
    }

    private static BigInteger WithSticky(BigInteger value, bool inexact) => value << 1 | (inexact ? 1 : 0);

    private static BigInteger FloorSquareRoot(BigInteger value)
    {
        // Newton's iteration from above. The value decreases until it is the floor of the root.
        var root = BigInteger.One << (int)((value.GetBitLength() + 1) / 2);
        while (true)
        {
            var next = (root + value / root) >> 1;
            if (next >= root)
                return root;
            root = next;
        }
    }
}
