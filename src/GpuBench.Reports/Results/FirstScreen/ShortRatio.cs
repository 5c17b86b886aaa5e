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
    /// lower bound, <c>~0.17 ×÷1.6 s</c> for a model, <c>0.25…0.28 r</c> for a range, <c>– shape</c> with the rule that refused.
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
        comparison.IsLowerBound ? "≥"
        : comparison.Verdict == Verdict.Bound.Text() ? "≤"
        : comparison.Verdict == Verdict.Scaled.Text() ? "~"
        : "";

    /// <summary>The wider side of the interval, rounded up. Empty if it rounds to 1; above 99 the ratio says almost nothing.</summary>
    private static string WidthOf(RowComparison comparison, double ratio, string glue)
    {
        if (comparison is not { Low: > 0 and { } low, High: { } high })
            return "";
        const double rounding = 1e-9;
        var width = Math.Max(high / ratio, ratio / low) - rounding;
        if (width > 99)
            return $"{glue}×÷>99";
        var step = width switch { < 1.09 => 0.01, < 10 => 0.1, _ => 1 };
        var shown = Math.Ceiling(width / step) * step;
        return shown < 1.005
            ? ""
            : $"{glue}×÷{shown.ToString(step switch { 0.01 => "F2", 0.1 => "F1", _ => "F0" }, CultureInfo.InvariantCulture)}";
    }

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
