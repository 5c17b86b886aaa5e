using GpuBench.Measuring.Statistics;

namespace GpuBench.Publications.Normalising;

/// <summary>
/// Intervals of a quotient. Independent relative errors add in quadrature, which holds for a quotient in logarithms; each
/// direction is added on its own, because ranges over sources are seldom symmetric.
/// </summary>
internal static class RatioInterval
{
    public static Interval Of(Comparison comparison)
    {
        var (up, down) = comparison.Numerator.Quantity.LowerIsBetter
            ? (comparison.Denominator, comparison.Numerator)
            : (comparison.Numerator, comparison.Denominator);
        var below = Square(Log(up.Value, up.Interval.Low)) + Square(Log(down.Interval.High, down.Value));
        var above = Square(Log(up.Interval.High, up.Value)) + Square(Log(down.Value, down.Interval.Low));
        foreach (var ruling in comparison.Rulings)
        {
            below += Square(Log(1, ruling.Spread.Low));
            above += Square(Log(ruling.Spread.High, 1));
        }
        return new(comparison.Quotient * Math.Exp(-Math.Sqrt(below)), comparison.Quotient * Math.Exp(Math.Sqrt(above)));
    }

    private static double Log(double larger, double smaller) => Math.Log(larger / smaller);

    private static double Square(double value) => value * value;
}
