using GpuBench.Measuring;
using GpuBench.Measuring.Results;
using GpuBench.Measuring.Statistics;
using GpuBench.Publications.Normalising.Rules;

namespace GpuBench.Reports.Formatting;

/// <summary>A comparison in words: the ratio with its verdict, or the rule that refused it, and why.</summary>
internal static class JudgedText
{
    /// <returns>E.g. <c>≥ 0.573 (0.554 … 0.599) unit bound: our kernel, …</c>.</returns>
    public static string Of(RowComparison comparison)
    {
        Interval? interval = comparison is { Low: { } low, High: { } high } ? new(low, high) : null;
        var sign = RatioText.SignOf(comparison);
        var ratio = sign == RatioText.About
            ? sign + RatioText.Of(comparison.Ratio, interval)
            : RatioText.Of(comparison.Ratio, interval, comparison.IsLowerBound, sign == RatioText.AtMost);
        return comparison.Refused is { } rule
            ? Refused(rule, comparison.Why)
            : WithReason($"{ratio} {comparison.Kind} {comparison.Verdict}", comparison.Why);
    }

    /// <returns>E.g. <c>– shape: k 4096 against 1024</c>.</returns>
    public static string Of(Comparison pair) => pair.Verdict == Verdict.Incomparable
        ? Refused(pair.Rulings[^1].Rule, pair.Why)
        : WithReason($"{RatioText.Of(pair)} {pair.Kind.Text()} {pair.Verdict.Text()}", pair.Why);

    private static string Refused(string rule, string why) =>
        why.StartsWith($"{rule}:", StringComparison.Ordinal) ? $"– {why}" : WithReason($"– {rule}", why);

    private static string WithReason(string words, string why) => why.Length == 0 ? words : $"{words}: {why}";
}
