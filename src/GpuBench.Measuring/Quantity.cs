using System.Globalization;
using GpuBench.Measuring.Statistics;

namespace GpuBench.Measuring;

/// <summary>Formats numbers for people: three significant digits and an SI prefix. GB is 10⁹ bytes.</summary>
public static class Quantity
{
    private static readonly (double Factor, string Prefix)[] Prefixes =
        [(1e15, "P"), (1e12, "T"), (1e9, "G"), (1e6, "M"), (1e3, "k"), (1, "")];

    /// <summary>Beyond these, a number has an exponent.</summary>
    private const double LargestDecimal = 1e15;

    private const double SmallestDecimal = 1e-10;

    /// <summary>9.995 is printed as 10.0, so it counts as a number of two digits before the point.</summary>
    private const double HalfOfLastDigit = 10 / 9.995;

    private static readonly (double Factor, string Unit)[] Times = [(1, "s"), (1e-3, "ms"), (1e-6, "µs"), (1e-9, "ns")];

    /// <returns>E.g. <c>27.9 GFLOP/s</c>; of seconds as <see cref="Seconds"/>.</returns>
    public static string Format(double value, string unit)
    {
        if (unit == "s")
            return Seconds(value);
        var (factor, prefix) = PrefixOf(value);
        return $"{Digits(value / factor)} {prefix}{unit}";
    }

    /// <summary>
    /// Both ends with the prefix of the upper end, without the unit: <c>27.1 … 28.4 G</c>. A lower end that would lose all its digits keeps
    /// its own prefix: <c>6.05 M … 2.00 G</c>.
    /// </summary>
    public static string Format(Interval interval)
    {
        var (factor, prefix) = PrefixOf(interval.High);
        var low = interval.Low > 0 && interval.Low < 0.1 * factor ? Format(interval.Low, "") : Digits(interval.Low / factor);
        return $"{low.TrimEnd()} … {Digits(interval.High / factor)} {prefix}".TrimEnd();
    }

    /// <returns>E.g. <c>1.2 ms</c>.</returns>
    public static string Seconds(double seconds)
    {
        var (factor, unit) = Times.FirstOrDefault(time => Math.Abs(seconds) >= time.Factor, Times[^1]);
        return $"{Digits(seconds / factor)} {unit}";
    }

    /// <summary>Shares of 10 % or more have no decimals.</summary>
    public static string Percent(double share) =>
        share.ToString(share >= 0.1 ? "P0" : "P1", CultureInfo.InvariantCulture);

    private static (double Factor, string Prefix) PrefixOf(double value) =>
        Prefixes.FirstOrDefault(prefix => Math.Abs(value) >= prefix.Factor, Prefixes[^1]);

    /// <summary>
    /// Three significant digits; all digits before the point. A half is rounded up as printed: 19.45 gives 19.5, although the nearest
    /// binary number is smaller.
    /// </summary>
    private static string Digits(double value)
    {
        if (Math.Abs(value) is >= LargestDecimal or (> 0 and < SmallestDecimal) or double.NaN)
            return value.ToString("G3", CultureInfo.InvariantCulture);
        var exponent = value == 0 ? 0 : (int)Math.Floor(Math.Log10(Math.Abs(value) * HalfOfLastDigit));
        var decimals = Math.Max(0, 2 - exponent);
        return Math.Round((decimal)value, decimals, MidpointRounding.AwayFromZero)
            .ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }
}
