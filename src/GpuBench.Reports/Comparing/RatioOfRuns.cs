using GpuBench.Measuring.Results;
using GpuBench.Measuring.Statistics;

namespace GpuBench.Reports.Comparing;

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
