using System.Globalization;
using GpuBench.Measuring;
using GpuBench.Measuring.Results;
using GpuBench.Measuring.Statistics;
using GpuBench.Publications.Normalising;
using GpuBench.Publications.Normalising.Rules;

namespace GpuBench.Reports.Formatting;

/// <summary>Ratios for people: three significant digits. Small ratios are printed as fractions, never as zero.</summary>
public static class RatioText
{
    /// <summary>Sign of a lower bound.</summary>
    public const string AtLeast = "≥ ";

    /// <summary>Sign of an upper bound.</summary>
    public const string AtMost = "≤ ";

    /// <summary>Sign of a ratio to a time that a law gives.</summary>
    public const string About = "≈ ";

    /// <summary>Below this, <c>1/970</c> is easier to read than <c>0.00103</c>.</summary>
    private const double SmallestDecimal = 0.01;

    /// <returns>Empty if the pair is refused; else as <see cref="Of(double?, Interval?, bool, bool)"/>.</returns>
    public static string Of(Comparison comparison) => comparison.Verdict == Verdict.Modelled
        ? About + Of(comparison.Ratio, comparison.Interval)
        : Of(comparison.IsRangeOnly ? null : comparison.Ratio, comparison.Interval, comparison.IsLowerBound, comparison.IsUpperBound);

    /// <returns>
    /// Of one pair as <see cref="Of(Comparison)"/>; of several the range from the lowest to the highest end of their intervals, after the
    /// ratio if all print the same one; empty of none.
    /// </returns>
    public static string OfAll(IReadOnlyList<Comparison> pairs)
    {
        if (pairs is [])
            return "";
        if (pairs is [var single])
            return Of(single);
        var hull = FigurePairs.Hull(pairs)!.Value;
        var isOne = pairs.All(pair => pair is { IsRangeOnly: false, IsLowerBound: false, IsUpperBound: false }
            && Of(pair.Ratio!.Value) == Of(pairs[0].Ratio!.Value));
        return isOne ? Of(pairs[0].Ratio, hull)
            : pairs.All(pair => pair.IsLowerBound) ? $"≥ {Of(pairs.Min(pair => pair.Ratio!.Value))}"
            : Of(hull);
    }

    /// <param name="ratio">Null if only a range can be stated, because one side does not name its variant.</param>
    /// <returns>
    /// <c>0.174 (0.166 … 0.182)</c>; <c>≥ 0.174 (…)</c> or <c>≤</c> for bounds; without a ratio, the range <c>0.25 … 0.28</c>, or its end
    /// if it is a bound; empty without an interval.
    /// </returns>
    public static string Of(double? ratio, Interval? interval, bool isLowerBound = false, bool isUpperBound = false)
    {
        if (interval is not { } range)
            return "";
        if (ratio is not { } value)
            return isLowerBound ? AtLeast + Of(range.Low) : isUpperBound ? AtMost + Of(range.High) : Of(range);
        var sign = isLowerBound ? AtLeast : isUpperBound ? AtMost : "";
        return sign + (Of(range.Low) == Of(range.High) ? Of(value) : $"{Of(value)} ({Range(range, value)})");
    }

    /// <summary>
    /// Without the interval, for a narrow cell; of a modelled ratio with its width, because it is part of the statement; empty if the pair
    /// is refused.
    /// </summary>
    public static string Of(RowComparison comparison)
    {
        var sign = SignOf(comparison);
        return comparison switch
        {
            { Ratio: { } ratio } when IsModelled(comparison) => $"{sign}{Of(ratio)} {WidthOf(comparison, ratio)}".TrimEnd(),
            { Ratio: { } ratio } => sign + Of(ratio),
            { IsLowerBound: true, Low: { } low } => sign + Of(low),
            { Low: { } low, High: { } high } => Of(new Interval(low, high)),
            _ => "",
        };
    }

    public static bool IsModelled(RowComparison comparison) => comparison.Verdict == Verdict.Modelled.Text();

    /// <returns>
    /// <c>≈ </c> if modelled, also of a row that is a lower bound; <c>≥ </c> or <c>≤ </c> for bounds. A comparison with the verdict bound
    /// that is no lower bound is an upper one.
    /// </returns>
    public static string SignOf(RowComparison comparison) =>
        IsModelled(comparison) ? About : comparison.IsLowerBound ? AtLeast : comparison.Verdict == Verdict.Bound.Text() ? AtMost : "";

    /// <summary>The wider side of the interval, rounded up. Empty if it rounds to 1; above 99 the ratio says almost nothing.</summary>
    /// <returns>E.g. <c>×÷1.3</c>.</returns>
    public static string WidthOf(RowComparison comparison, double ratio)
    {
        if (comparison is not { Low: > 0 and { } low, High: { } high })
            return "";
        const double rounding = 1e-9;
        var width = Math.Max(high / ratio, ratio / low) - rounding;
        if (width > 99)
            return "×÷>99";
        var step = width switch { < 1.09 => 0.01, < 10 => 0.1, _ => 1 };
        var shown = Math.Ceiling(width / step) * step;
        return shown < 1.005
            ? ""
            : $"×÷{shown.ToString(step switch { 0.01 => "F2", 0.1 => "F1", _ => "F0" }, CultureInfo.InvariantCulture)}";
    }

    /// <returns><c>0.174</c>, <c>2.36</c>, <c>1/970</c>.</returns>
    public static string Of(double ratio) => Write(ratio, AsFraction(ratio));

    /// <returns><c>0.25 … 0.28</c>, or one number if both ends are printed the same.</returns>
    public static string Of(Interval range) => Of(range.Low) == Of(range.High) ? Of(range.High) : Range(range, range.High);

    /// <summary>Both ends have the form of the value, so that an interval does not mix decimals and fractions.</summary>
    private static string Range(Interval range, double value) =>
        $"{Write(range.Low, AsFraction(value))} … {Write(range.High, AsFraction(value))}";

    private static bool AsFraction(double ratio) => ratio < SmallestDecimal;

    private static string Write(double ratio, bool asFraction) => asFraction ? $"1/{Digits(1 / ratio)}" : Digits(ratio);

    /// <summary>Three significant digits, without an exponent.</summary>
    private static string Digits(double number)
    {
        var decimals = 2 - (int)Math.Floor(Math.Log10(number));
        var step = Math.Pow(10, Math.Max(0, -decimals));
        return (Math.Round(number / step, Math.Clamp(decimals, 0, 15)) * step)
            .ToString("F" + Math.Clamp(decimals, 0, 15).ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }
}
