using System.Globalization;
using System.Text.Json.Serialization;
using GpuBench.Measuring.Results;
using GpuBench.Measuring.Statistics;

namespace GpuBench.Reports.Comparing;

/// <summary>Judges whether a re-run under the same conditions is slower.</summary>
/// <param name="threshold">The share by which a value must differ to count, e.g. 0.1.</param>
internal sealed class RowJudge(double threshold)
{
    /// <summary>Fewer rounds do not show the scatter between rounds.</summary>
    private const int MinRounds = 3;

    /// <param name="ratio">Later rate over first rate; higher is better.</param>
    /// <param name="expected">Where the ratio of an unchanged re-run is expected; null if unknown.</param>
    public (RowVerdict Verdict, string? Why) Of(double ratio, Interval? expected, int firstRounds)
    {
        if (expected is not { } range || firstRounds < MinRounds)
            return (RowVerdict.Undecided, string.Create(
                CultureInfo.InvariantCulture, $"first run: {firstRounds} of the {MinRounds} rounds needed"));
        var small = new Interval(1 - threshold, 1 + threshold);
        if (!range.Contains(ratio))
            return (small.Contains(ratio) ? RowVerdict.Unchanged : ratio < 1 ? RowVerdict.Slower : RowVerdict.Faster, null);
        return small.Contains(range.Low) && small.Contains(range.High)
            ? (RowVerdict.Unchanged, null)
            : (RowVerdict.Undecided, null);
    }
}

/// <summary>
/// Verdict on a row. <see cref="RowJudge"/> has the rules. Tables list them in this order, from worst to best.
/// </summary>
[JsonConverter(typeof(JsonStringEnumConverter<RowVerdict>))]
public enum RowVerdict
{
    /// <summary>The first run has a value, and the later run has none.</summary>
    [JsonStringEnumMemberName("missing")]
    Missing,

    [JsonStringEnumMemberName("slower")]
    Slower,

    /// <summary>The first run scatters too much or has too few rounds for a verdict.</summary>
    [JsonStringEnumMemberName("undecided")]
    Undecided,

    [JsonStringEnumMemberName("unchanged")]
    Unchanged,

    [JsonStringEnumMemberName("faster")]
    Faster,

    /// <summary>The same device under other conditions: a ratio without a verdict.</summary>
    [JsonStringEnumMemberName("changed conditions")]
    ChangedConditions,

    /// <summary>The devices differ.</summary>
    [JsonStringEnumMemberName("other device")]
    OtherDevice,

    /// <summary>Only the later run has a value.</summary>
    [JsonStringEnumMemberName("new")]
    New,

    /// <summary>Neither run has a value.</summary>
    [JsonStringEnumMemberName("no value")]
    NoValue,
}

/// <summary>Intervals of the ratio of a later rate to a first rate.</summary>
internal static class RatioOfRuns
{
    /// <summary>95 % interval for the ratio of an unchanged re-run, from the scatter between the first run's rounds.</summary>
    /// <param name="laterRounds">Number of rounds of the later run. With more rounds the interval is narrower.</param>
    /// <returns>Null if the first run has fewer than two rounds.</returns>
    public static Interval? OfRerun(ResultRow first, int laterRounds) =>
        RowStatistics.PredictionFor(first.Rounds, first.Work.Amount(first.ValueUnit), laterRounds) is { } prediction
            ? new(prediction.Low / first.Median!.Value, prediction.High / first.Median.Value)
            : null;

    /// <summary>
    /// Prediction interval for the ratio if both are run again. The distances of both prediction intervals from their medians add in
    /// quadrature on logarithms. Zou and Donner, Construction of confidence limits about effect measures: a general
    /// approach, Statistics in Medicine 27 (2008).
    /// </summary>
    /// <returns>Null if either has fewer than two rounds.</returns>
    public static Interval? OfBoth(ResultRow first, ResultRow later)
    {
        if (first is not { Median: { } a, PredictLow: { } aLow, PredictHigh: { } aHigh }
            || later is not { Median: { } b, PredictLow: { } bLow, PredictHigh: { } bHigh })
            return null;
        var down = Math.Sqrt(Square(Math.Log(b / bLow)) + Square(Math.Log(aHigh / a)));
        var up = Math.Sqrt(Square(Math.Log(bHigh / b)) + Square(Math.Log(a / aLow)));
        return new(b / a * Math.Exp(-down), b / a * Math.Exp(up));
    }

    private static double Square(double x) => x * x;
}
