using System.Globalization;
using GpuBench.Measuring;
using GpuBench.Measuring.Results;
using GpuBench.Measuring.Trials;

namespace GpuBench.Reports.Formatting;

/// <summary>Cells of tables that fit in 100 columns. The other formats have the full numbers and names.</summary>
public static class ShortText
{
    /// <summary>Up to this share, <c>±28 %</c> is easier to read than <c>×÷1.28</c>.</summary>
    private const double LargestPercent = 0.5;

    /// <summary>From here on, a few rounds say nothing about a re-run.</summary>
    private const double LargestFactor = 99.5;

    /// <summary>Below this, <c>1/12</c> is easier to read than <c>0.083</c>.</summary>
    private const double SmallestDecimal = 0.1;

    private const string KernelWord = " kernel";

    private static readonly string[] Namespaces = ["torch.Tensor.", "torch.", "aten::"];

    /// <returns>As <see cref="ValueText"/>; of launches only the time of one.</returns>
    public static string Value(ResultRow row) => row is { ValueUnit: ValueUnit.LaunchesPerSecond, Median: { } rate }
        ? Quantity.Seconds(1 / rate)
        : ValueText.Of(row.Median, row.ValueUnit);

    /// <summary>
    /// How far a re-run may be from the value: the wider side of the interval, as a factor. Up to a half as a percentage.
    /// </summary>
    /// <returns><c>±3.4 %</c>, <c>×÷1.8</c>; empty without an interval.</returns>
    public static string ReRun(ResultRow row)
    {
        if (row is not { Median: { } value, PredictLow: { } low, PredictHigh: { } high })
            return "";
        var factor = Math.Max(high / value, value / low);
        return factor - 1 <= LargestPercent ? $"±{Quantity.Percent(factor - 1)}"
            : factor < LargestFactor ? $"×÷{factor.ToString(factor < 10 ? "F1" : "F0", CultureInfo.InvariantCulture)}"
            : "×÷>99";
    }

    /// <returns>
    /// Number with sign, and letter of the verdict: <c>≥ 0.76 b</c>, <c>1/970 p</c>, <c>≈ 1/970 ×÷1.3 m</c>, <c>0.17…0.23 r</c>, <c>–</c>.
    /// </returns>
    public static string Ratio(RowComparison comparison) => comparison.Refused is not null
        ? VerdictText.NotDivided
        : $"{Number(comparison)} {VerdictText.LetterOf(comparison.Verdict)}";

    /// <summary>
    /// The routine alone: <c>addmm_</c> of <c>torch.addmm_, beta 0, …</c>, <c>cudnn</c> of <c>…, cudnn kernel, …</c>. A type at its end is
    /// left out if the name of the trial has it.
    /// </summary>
    public static string Kernel(ResultRow row)
    {
        var parts = (row.Kernel ?? "").Split(", ");
        if (Array.Find(parts, part => part.EndsWith(KernelWord, StringComparison.Ordinal)) is { } named)
            return named[..^KernelWord.Length];
        var prefix = Array.Find(Namespaces, prefix => parts[0].StartsWith(prefix, StringComparison.Ordinal)) ?? "";
        var routine = parts[0][prefix.Length..].Split(" with ")[0];
        var type = row.DType is { } types ? $"-{types.Input.Text()}" : "";
        return routine.EndsWith(type, StringComparison.Ordinal) ? routine[..^type.Length] : routine;
    }

    /// <returns>Without the letter: <c>≥ 0.76</c>; empty if the pair was refused.</returns>
    public static string Number(RowComparison comparison) => RatioText.SignOf(comparison) + Unsigned(comparison);

    private static string Unsigned(RowComparison comparison) => comparison switch
    {
        { Ratio: { } ratio } when RatioText.IsModelled(comparison) => $"{Number(ratio)} {RatioText.WidthOf(comparison, ratio)}".TrimEnd(),
        { Ratio: { } ratio } => Number(ratio),
        { IsLowerBound: true, Low: { } low } => Number(low),
        { Low: { } low, High: { } high } => high < SmallestDecimal
            ? $"{Number(low)}…{Number(high)}"
            : $"{Digits(low)}…{Digits(high)}",
        _ => "",
    };

    private static string Number(double ratio) => ratio < SmallestDecimal ? $"1/{Digits(Math.Round(1 / ratio))}" : Digits(ratio);

    /// <summary>Two decimals below 10, fewer above; three significant digits of a large number, two of a small one.</summary>
    private static string Digits(double number) => number >= 1000
        ? RatioText.Of(number)
        : number.ToString(
            number switch { >= 100 => "F0", >= 10 when number == Math.Round(number) => "F0", >= 10 => "F1", >= 0.095 => "F2", _ => "G2" },
            CultureInfo.InvariantCulture);
}
