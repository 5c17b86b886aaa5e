using System.Diagnostics;

namespace GpuBench.Measuring.Running;

/// <summary>Splits what is left of a time budget evenly over the rounds still to come; what one saves, the others get.</summary>
public sealed class BudgetShare(double? budgetSeconds, int roundCount)
{
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private int _roundsLeft = roundCount;

    public bool Exhausted => LeftSeconds <= 0;

    private double? LeftSeconds => budgetSeconds - _clock.Elapsed.TotalSeconds;

    /// <returns>Seconds for the next round; null without a budget.</returns>
    public double? NextSeconds() => LeftSeconds / Math.Max(1, _roundsLeft--);
}
