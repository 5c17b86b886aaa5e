using System.Globalization;
using System.Text.Json.Serialization;
using GpuBench.Measuring.Results;
using GpuBench.Measuring.Statistics;

namespace GpuBench.Reports.Comparing;

/// <summary>Whether a re-run under the same conditions became slower.</summary>
/// <param name="threshold">The share by which a value must differ to count, e.g. 0.1.</param>
internal sealed class RowJudge(double threshold)
{
    /// <summary>Two say too little about the scatter between rounds.</summary>
    private const int FewestRounds = 3;

    /// <param name="ratio">Later over first, of rates: more is better.</param>
    /// <param name="expected">Where the ratio of an unchanged re-run is expected; null: nothing is known about re-runs.</param>
    public (RowVerdict Verdict, string? Why) Of(double ratio, Interval? expected, int firstRounds)
    {
        if (expected is not { } range || firstRounds < FewestRounds)
            return (RowVerdict.Undecided, string.Create(
                CultureInfo.InvariantCulture, $"first run: {firstRounds} of the {FewestRounds} rounds needed"));
        var small = new Interval(1 - threshold, 1 + threshold);
        if (!range.Contains(ratio))
            return (small.Contains(ratio) ? RowVerdict.Unchanged : ratio < 1 ? RowVerdict.Slower : RowVerdict.Faster, null);
        return small.Contains(range.Low) && small.Contains(range.High)
            ? (RowVerdict.Unchanged, null)
            : (RowVerdict.Undecided, null);
    }
}

/// <summary>
/// What a comparison says of a row; <see cref="RowJudge"/> has the rules. Declared from worst to best, as tables list them.
/// </summary>
[JsonConverter(typeof(JsonStringEnumConverter<RowVerdict>))]
public enum RowVerdict
{
    /// <summary>It had a value in the first run and has none in the later one, for whatever reason.</summary>
    [JsonStringEnumMemberName("missing")]
    Missing,

    [JsonStringEnumMemberName("slower")]
    Slower,

    /// <summary>The first run scatters too much, or has too few rounds, to tell.</summary>
    [JsonStringEnumMemberName("undecided")]
    Undecided,

    [JsonStringEnumMemberName("unchanged")]
    Unchanged,

    [JsonStringEnumMemberName("faster")]
    Faster,

    /// <summary>The same device, but something around it differs: a ratio, and no verdict.</summary>
    [JsonStringEnumMemberName("changed conditions")]
    ChangedConditions,

    /// <summary>Two devices are set against each other.</summary>
    [JsonStringEnumMemberName("other device")]
    OtherDevice,

    /// <summary>It has a value in the later run alone.</summary>
    [JsonStringEnumMemberName("new")]
    New,

    /// <summary>Neither run has a value.</summary>
    [JsonStringEnumMemberName("no value")]
    NoValue,
}

/// <summary>Intervals of a later value over a first one. Both are ratios of rates.</summary>
internal static class RatioOfRuns
{
    /// <summary>Where the ratio of an unchanged re-run lies in 95 of 100 cases, by the scatter between the first run's rounds.</summary>
    /// <param name="laterRounds">Fewer rounds than the first run has make the interval wider, and more make it narrower.</param>
    /// <returns>Null with fewer than two rounds in the first run.</returns>
    public static Interval? OfRerun(ResultRow first, int laterRounds) =>
        RowStatistics.PredictionFor(first.Rounds, first.Work.Amount(first.ValueUnit), laterRounds) is { } prediction
            ? new(prediction.Low / first.Median!.Value, prediction.High / first.Median.Value)
            : null;

    /// <summary>
    /// Where the ratio lies if both are run again: the prediction intervals of both, whose distances from the medians add up as
    /// the root of squares on logarithms. Zou and Donner, Construction of confidence limits about effect measures: a general
    /// approach, Statistics in Medicine 27 (2008).
    /// </summary>
    /// <returns>Null where either has fewer than two rounds.</returns>
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
