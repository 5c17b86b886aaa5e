using GpuBench.Measuring.Statistics;

namespace GpuBench.Publications.Normalising;

/// <summary>One reason why a published value is not exact, and how far it reaches.</summary>
/// <param name="Name">E.g. <c>chart-reading</c>.</param>
/// <param name="Interval">In the figure's printed unit.</param>
public readonly record struct IntervalTerm(string Name, Interval Interval)
{
    public double Width => Interval.High - Interval.Low;
}
