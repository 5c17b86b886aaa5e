using GpuBench.Measuring.Trials;

namespace GpuBench.Workloads.Oracles;

/// <summary>
/// Collects differences as multiples of what the arithmetic may cause: above 1, the kernel is wrong. The allowance is
/// computed for each element from its own operands, so that small results are not drowned by large ones.
/// </summary>
public sealed class Comparison
{
    private double _worst;

    /// <param name="allowed">0 where only the expected value itself will do.</param>
    public void Add(double actual, double expected, double allowed)
    {
        if (actual == expected)
            return;
        var ratio = Math.Abs(actual - expected) / allowed;
        // NaN compares false with everything: it must not pass for a small error.
        _worst = double.IsNaN(ratio) ? double.PositiveInfinity : Math.Max(_worst, ratio);
    }

    /// <summary>An element that nobody wrote still holds the poison.</summary>
    public void AddWritten(float value)
    {
        if (!float.IsFinite(value))
            _worst = double.PositiveInfinity;
    }

    public CheckResult Result(string compared) => new(_worst, Tolerance: 1, compared);
}
