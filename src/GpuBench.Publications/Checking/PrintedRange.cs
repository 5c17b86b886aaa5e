using GpuBench.Measuring.Statistics;
using GpuBench.Publications.Figures;

namespace GpuBench.Publications.Checking;

/// <summary>The range of values that a printed number can stand for, in SI.</summary>
internal static class PrintedRange
{
    /// <exception cref="InvalidOperationException">The figure is in words.</exception>
    public static Interval Of(PublishedFigure figure)
    {
        if (figure.Value is not { } value)
            throw new InvalidOperationException($"{figure.Id} has no value");
        var factor = PrintedUnit.Find(figure.Unit)?.Factor ?? 1;
        var rounding = figure.Uncertainty?.PlusMinus ?? 0;
        return new((value - rounding) * factor, (value + rounding) * factor);
    }

    /// <summary>For computed figures: half of the last digit if the figure states no rounding.</summary>
    public static Interval OfDigits(PublishedFigure figure)
    {
        var range = Of(figure);
        if (figure.Uncertainty is not null)
            return range;
        var half = 0.5 * Math.Pow(10, -((decimal)figure.Value!.Value).Scale);
        return new(range.Low - half, range.High + half);
    }

    public static Interval Times(this Interval range, double factor) => new(range.Low * factor, range.High * factor);

    /// <summary>With a tolerance for the last bits, in which sums of decimal fractions differ from the printed decimal.</summary>
    public static bool Overlaps(this Interval one, Interval other) => !one.IsBelow(other) && !other.IsBelow(one);

    public static bool IsBelow(this Interval one, Interval other) => one.High < other.Low * (1 - 1e-9);
}
