using GpuBench.Measuring.Running;
using GpuBench.Measuring.Trials;
using Xunit;

namespace GpuBench.Tests.Measuring;

public sealed class LaunchTimeEstimatorTests
{
    private static readonly Conditions Usual = new(CachePolicy.Warm, Regime.Burst, LaunchMode.Batch);

    private readonly LaunchTimeEstimator _known = new(computeUnits: 4);

    [Fact]
    public void The_estimate_comes_from_the_fastest_of_the_nearest_smaller_trials()
    {
        Add(1, operations: 1e9, bytes: 1e6, seconds: 4);
        Add(10, operations: 1e10, bytes: 1e7, seconds: 2);
        Add(10, operations: 1e10, bytes: 1e7, seconds: 1);
        Assert.Equal(new(2.5, PointOf(10), 1), Floor(100, operations: 1e11, bytes: 1e8));
    }

    [Theory]
    [InlineData(1e12, 2e6)]
    [InlineData(2e9, 1e12)]
    public void The_estimate_grows_by_the_smaller_factor_of_operations_and_bytes(double operations, double bytes)
    {
        Add(1, operations: 1e9, bytes: 1e6, seconds: 1);
        Assert.Equal(0.5, Floor(2, operations, bytes)?.Seconds);
    }

    [Fact]
    public void The_estimate_of_a_workload_without_operations_grows_with_its_bytes()
    {
        Add(1, operations: 0, bytes: 1e6, seconds: 1);
        Assert.Equal(25, Floor(2, operations: 0, bytes: 1e8)?.Seconds);
    }

    [Fact]
    public void Larger_launches_short_launches_and_other_types_give_no_estimate()
    {
        Add(3, operations: 3e9, bytes: 3e6, seconds: 1);
        Add(1, operations: 1e9, bytes: 1e6, seconds: 0.009);
        _known.Add(TrialOf(1, NumericTriple.Uniform(DType.Fp64)), new(1e9, 1e6, 0), 1);
        Assert.Null(Floor(2, operations: 2e9, bytes: 2e6));
    }

    [Fact]
    public void There_is_no_estimate_if_the_number_of_compute_units_is_unknown()
    {
        var known = new LaunchTimeEstimator(computeUnits: null);
        known.Add(TrialOf(1), new(1e9, 1e6, 0), 1);
        Assert.Null(known.LowerBound(TrialOf(2), new(1e12, 1e9, 0)));
    }

    private void Add(int n, double operations, double bytes, double seconds) => _known.Add(TrialOf(n), new(operations, bytes, 0), seconds);

    private LaunchTimeBound? Floor(int n, double operations, double bytes) => _known.LowerBound(TrialOf(n), new(operations, bytes, 0));

    private static Trial TrialOf(int n, NumericTriple? dtype = null) =>
        new("fake", "cpu:0", "fake", PointOf(n), dtype ?? NumericTriple.Uniform(DType.Fp32), Usual);

    private static Point PointOf(int n) => new() { { "n", n } };
}
