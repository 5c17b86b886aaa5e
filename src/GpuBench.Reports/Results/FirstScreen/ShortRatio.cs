using System.Globalization;
using GpuBench.Measuring;
using GpuBench.Measuring.Results;
using GpuBench.Publications.Normalising.Rules;
using GpuBench.Reports.Formatting;

namespace GpuBench.Reports.Results.FirstScreen;

/// <summary>
/// A ratio in a cell of a few characters: two significant digits, the width of its interval as a factor, and the letter of its verdict.
/// </summary>
internal static class ShortRatio
{
    /// <summary>Below this, <c>1/970</c> is easier to read than <c>0.0010</c>.</summary>
    private const double SmallestDecimal = 0.1;

    /// <param name="glue">Between the ratio and its width.</param>
    /// <returns>
    /// <c>0.17 ×÷1.05 c</c>: the interval lies between the ratio divided by 1.05 and the ratio times 1.05; <c>≥1/970 ×÷1.2 b</c> for a
    /// lower bound, <c>~0.17 ×÷1.6 s</c> if scaled, <c>≈0.17 ×÷1.6 m</c> if modelled, <c>0.25…0.28 r</c> for a range,
    /// <c>– shape</c> with the rule that refused.
    /// </returns>
    public static string Of(RowComparison comparison, string glue)
    {
        if (comparison.Refused is { } rule)
            return $"– {rule}";
        var sign = SignOf(comparison);
        var number = comparison switch
        {
            { Ratio: { } ratio } => sign + Number(ratio, AsFraction(ratio)) + WidthOf(comparison, ratio, glue),
            { IsLowerBound: true, Low: { } low } => sign + Number(low, AsFraction(low)),
            { Low: { } low, High: { } high } => $"{Number(low, AsFraction(high))}…{Number(high, AsFraction(high))}",
            _ => "",
        };
        return $"{number} {VerdictText.LetterOf(comparison.Verdict)}".TrimStart();
    }

    private static string SignOf(RowComparison comparison) =>
        RatioText.IsModelled(comparison) ? "≈"
        : comparison.IsLowerBound ? "≥"
        : comparison.Verdict == Verdict.Bound.Text() ? "≤"
        : comparison.Verdict == Verdict.Scaled.Text() ? "~"
        : "";

    private static string WidthOf(RowComparison comparison, double ratio, string glue) =>
        RatioText.WidthOf(comparison, ratio) is { Length: > 0 } width ? glue + width : "";

    private static bool AsFraction(double ratio) => ratio < SmallestDecimal;

    private static string Number(double ratio, bool asFraction) => asFraction ? $"1/{Digits(1 / ratio)}" : Digits(ratio);

    /// <summary>Two significant digits, without an exponent.</summary>
    private static string Digits(double number)
    {
        var rounded = double.Parse(number.ToString("E1", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        var decimals = Math.Clamp(1 - (int)Math.Floor(Math.Log10(rounded)), 0, 15);
        return rounded.ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }
}
