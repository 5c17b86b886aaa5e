using System.Numerics.Tensors;
using GpuBench.Measuring.Devices;

namespace GpuBench.Workloads.Oracles;

/// <summary>
/// Collects differences as multiples of what the arithmetic may cause: above 1, the kernel is wrong. The allowance is
/// computed for each element from its own operands, so that small results are not drowned by large ones.
/// </summary>
public sealed class ElementErrors
{
    private readonly Lock _merging = new();
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
    public void AddWritten(float value) => AddWritten([value]);

    /// <summary>Elements that nobody wrote still hold the poison.</summary>
    public void AddWritten(ReadOnlySpan<float> values)
    {
        if (!TensorPrimitives.IsFiniteAll(values))
            _worst = double.PositiveInfinity;
    }

    /// <summary>
    /// Takes in the differences of <paramref name="part"/>. Several threads may do so at once: the result is the same in any order.
    /// </summary>
    public void Merge(ElementErrors part)
    {
        lock (_merging)
            _worst = Math.Max(_worst, part._worst);
    }

    public CheckResult Result(string compared) => new(_worst, Tolerance: 1, compared);
}
