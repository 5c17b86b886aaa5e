using System.Numerics.Tensors;
using GpuBench.Measuring.Devices;

namespace GpuBench.Workloads.Oracles;

/// <summary>
/// Collects differences as multiples of the allowed error of the arithmetic: above 1, the kernel is wrong. The allowance of an
/// element depends on its own operands, so that large results do not hide errors of small ones.
/// </summary>
public sealed class ElementErrors
{
    private readonly Lock _merging = new();
    private double _worst;

    /// <param name="allowed">0 if only the expected value itself is right.</param>
    public void Add(double actual, double expected, double allowed)
    {
        if (actual == expected)
            return;
        var ratio = Math.Abs(actual - expected) / allowed;
        // NaN compares false with everything; it must not count as a small error.
        _worst = double.IsNaN(ratio) ? double.PositiveInfinity : Math.Max(_worst, ratio);
    }

    /// <summary>An element that was not written still contains the poison.</summary>
    public void AddWritten(float value) => AddWritten([value]);

    /// <summary>Elements that were not written still contain the poison.</summary>
    public void AddWritten(ReadOnlySpan<float> values)
    {
        if (!TensorPrimitives.IsFiniteAll(values))
            _worst = double.PositiveInfinity;
    }

    /// <summary>Adds the differences of <paramref name="part"/>. Thread-safe; the order does not change the result.</summary>
    public void Merge(ElementErrors part)
    {
        lock (_merging)
            _worst = Math.Max(_worst, part._worst);
    }

    public CheckResult Result(string compared) => new(_worst, Tolerance: 1, compared);
}
