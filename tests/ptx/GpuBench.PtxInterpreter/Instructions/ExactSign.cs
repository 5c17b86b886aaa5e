using System.Numerics;

namespace GpuBench.PtxInterpreter.Instructions;

/// <summary>
/// The side of a rounded result on which the exact result is. Directed rounding depends on it. Double precision cannot always
/// determine it, because a remainder may be too small to be represented.
/// </summary>
internal static class ExactSign
{
    /// <returns>The sign of a + b − result.</returns>
    public static double OfSum(double a, double b, double result) => Judge(result, [(a, 1), (b, 1), (result, -1)]);

    /// <returns>The sign of a·b − result.</returns>
    public static double OfProduct(double a, double b, double result) => Judge(result, [(a, b), (result, -1)]);

    /// <returns>The sign of a·b + c − result.</returns>
    public static double OfFused(double a, double b, double c, double result) => Judge(result, [(a, b), (c, 1), (result, -1)]);

    /// <returns>The sign of a / b − result. 0 if the divisor is 0 or infinite, because the quotient is then exact.</returns>
    public static double OfQuotient(double a, double b, double result) =>
        b == 0 || !double.IsFinite(b) ? 0 : Judge(result, [(a, 1), (result, -b)]) * (double.IsInfinity(result) ? 1 : Math.Sign(b));

    /// <returns>The sign of √a − result.</returns>
    public static double OfRoot(double a, double result) => Judge(result, [(a, 1), (result, -result)]);

    private static double Judge(double result, ReadOnlySpan<(double Left, double Right)> products)
    {
        foreach (var (left, right) in products[..^1])
        {
            if (!double.IsFinite(left) || !double.IsFinite(right))
                return 0;
        }

        // The operands are finite, so the result has overflowed. The exact result is nearer to zero.
        if (double.IsInfinity(result))
            return -Math.Sign(result);
        if (double.IsNaN(result))
            return 0;

        var lowest = int.MaxValue;
        foreach (var (left, right) in products)
            lowest = Math.Min(lowest, Parts(left).Exponent + Parts(right).Exponent);
        var sum = BigInteger.Zero;
        foreach (var (left, right) in products)
        {
            var (leftMantissa, leftExponent) = Parts(left);
            var (rightMantissa, rightExponent) = Parts(right);
            sum += (leftMantissa * rightMantissa) << (leftExponent + rightExponent - lowest);
        }

        return sum.Sign;
    }

    private static (BigInteger Mantissa, int Exponent) Parts(double value)
    {
        const int MantissaBits = 52, MinExponent = -1074;
        var bits = BitConverter.DoubleToInt64Bits(value);
        var field = (int)((bits >> MantissaBits) & 0x7ff);
        var mantissa = (bits & ((1L << MantissaBits) - 1)) | (field == 0 ? 0 : 1L << MantissaBits);
        return (value < 0 ? -mantissa : mantissa, MinExponent + Math.Max(field - 1, 0));
    }
}
