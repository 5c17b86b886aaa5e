using GpuBench.Measuring.Statistics;
using GpuBench.Measuring.Trials;
using GpuBench.Publications.Normalising.Rules;
using GpuBench.Tests.Fakes;
using Xunit;

namespace GpuBench.Tests.Publications.Rules;

/// <summary>Rules about how it was timed, with which program, how exactly the device is named, and which values are only bounds.</summary>
public sealed class MethodRulesTests
{
    private const double Sustained = 1 - RegimeRule.MaxDrop;

    private static readonly Observation Exact = Sides.MatMul with { Interval = new(Sides.MatMul.Value, Sides.MatMul.Value) };

    private static Observation Timed(Regime regime = Regime.Burst, CachePolicy cache = CachePolicy.Warm, string statistic = "mean") =>
        Exact with { Method = new(regime, cache, statistic) };

    [Theory]
    [InlineData(Regime.Burst, Regime.Sustained, Verdict.Convertible, Sustained, 1)]
    [InlineData(Regime.Sustained, Regime.Burst, Verdict.Convertible, 1, 1 / Sustained)]
    [InlineData(Regime.Burst, Regime.Unknown, Verdict.Like, Sustained, 1)]
    [InlineData(Regime.Sustained, Regime.Unknown, Verdict.Like, 1, 1 / Sustained)]
    [InlineData(Regime.Unknown, Regime.Unknown, Verdict.Like, Sustained, 1 / Sustained)]
    [InlineData(Regime.Sustained, Regime.Sustained, Verdict.Like, 1, 1)]
    public void The_interval_covers_the_maximum_effect_of_another_or_unknown_regime(
        Regime mine, Regime theirs, Verdict verdict, double low, double high)
    {
        var comparison = Timed(mine).Over(Sides.Elsewhere(Timed(theirs)));
        Assert.Equal(verdict, comparison.Verdict);
        Assert.Equal(1, comparison.Ratio!.Value, 12);
        Assert.Equal(low, comparison.Interval!.Value.Low, 12);
        Assert.Equal(high, comparison.Interval.Value.High, 12);
    }

    [Fact]
    public void An_unknown_regime_does_not_widen_the_interval_within_one_harness()
    {
        var comparison = Timed(Regime.Unknown).Over(Timed(Regime.Unknown));
        Assert.Equal("unknown: regime", comparison.Why);
        Assert.Equal(new Interval(1, 1), comparison.Interval!.Value);
        Assert.Equal(Sustained, Timed(Regime.Burst).Over(Timed(Regime.Unknown)).Interval!.Value.Low, 12);
    }

    [Fact]
    public void The_measured_spread_of_a_condition_widens_the_interval_if_the_other_side_is_unknown()
    {
        var here = Sides.Here(Exact) with { IsLowerBound = false, CacheSpread = new(0.7, 1), RegimeSpread = new(0.95, 1) };
        Assert.Equal(0.7, here.Over(Timed(cache: CachePolicy.Unknown)).Interval!.Value.Low, 12);
        Assert.Equal(0.95, here.Over(Timed(Regime.Unknown)).Interval!.Value.Low, 12);
    }

    [Theory]
    [InlineData(CachePolicy.Warm, CachePolicy.ColdFlush, Verdict.Incomparable)]
    [InlineData(CachePolicy.ColdRotate, CachePolicy.Warm, Verdict.Incomparable)]
    [InlineData(CachePolicy.ColdRotate, CachePolicy.ColdFlush, Verdict.Like)]
    [InlineData(CachePolicy.Warm, CachePolicy.Unknown, Verdict.Like)]
    public void A_warm_cache_is_not_compared_with_a_cold_cache(CachePolicy mine, CachePolicy theirs, Verdict verdict) =>
        Assert.Equal(verdict, Timed(cache: mine).Over(Timed(cache: theirs)).Verdict);

    [Fact]
    public void The_cache_policy_of_streams_is_not_compared() => Assert.Equal(
        Verdict.Like,
        (Sides.Stream with { Method = new(Regime.Burst, CachePolicy.ColdRotate, "mean") }).Over(Sides.Stream).Verdict);

    [Theory]
    [InlineData("mean", "best", Verdict.Incomparable)]
    [InlineData("median", "mean", Verdict.Incomparable)]
    [InlineData("mean", "unknown", Verdict.Like)]
    [InlineData("best", "best", Verdict.Like)]
    public void Different_statistics_are_not_compared(string mine, string theirs, Verdict verdict) =>
        Assert.Equal(verdict, Timed(statistic: mine).Over(Timed(statistic: theirs)).Verdict);

    [Fact]
    public void Different_serving_programs_give_a_task_ratio()
    {
        var comparison = Sides.Serving.Over(Sides.Serving with { Program = "sglang 0.5.5" });
        Assert.Equal(RatioKind.Task, comparison.Kind);
        Assert.Contains("vllm 0.11.0 against sglang 0.5.5", comparison.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void One_lower_bound_bounds_the_ratio_on_one_side_and_two_are_refused()
    {
        var bound = Exact with { IsLowerBound = true };
        var (above, below) = (bound.Over(Exact), Exact.Over(bound));
        Assert.Equal((Verdict.Bound, true, false), (above.Verdict, above.IsLowerBound, above.IsUpperBound));
        Assert.Equal((Verdict.Bound, false, true), (below.Verdict, below.IsLowerBound, below.IsUpperBound));
        Assert.Equal(Verdict.Incomparable, bound.Over(bound).Verdict);
    }

    [Fact]
    public void An_unstated_variant_gives_a_range()
    {
        var comparison = Exact.Over(Exact with { Variant = new("h100", "unstated") });
        Assert.True(comparison.IsRangeOnly);
        Assert.Equal((Verdict.Range, "unknown: variant"), (comparison.Verdict, comparison.Why));
    }

    [Fact]
    public void The_ratio_of_two_times_is_inverted()
    {
        var time = Exact with
        {
            Quantity = GpuBench.Publications.Figures.Quantities.Get("video-time"),
            SiUnit = "s",
            Value = 300,
            Interval = new(290, 330),
        };
        var comparison = time.Over(time with { Value = 150, Interval = new(150, 150) });
        Assert.Equal(0.5, comparison.Ratio!.Value, 12);
        Assert.Equal(150.0 / 330, comparison.Interval!.Value.Low, 12);
        Assert.Equal(150.0 / 290, comparison.Interval.Value.High, 12);
    }
}
