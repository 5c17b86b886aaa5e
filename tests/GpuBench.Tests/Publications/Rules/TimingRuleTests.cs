using System.Globalization;
using GpuBench.Measuring.Statistics;
using GpuBench.Measuring.Trials;
using GpuBench.Publications.Normalising.Rules;
using GpuBench.Tests.Fakes;
using Xunit;

namespace GpuBench.Tests.Publications.Rules;

/// <summary>What a launch of 20 µs may add to the time of a call, on the side that has it.</summary>
public sealed class TimingRuleTests
{
    private const int Short = 512;
    private const int Long = 4096;

    /// <summary>2·512³ operations at 100 TFLOP/s take 2.684 µs.</summary>
    private const double ShortExcess = 1 + (20e-6 * 100e12 / (2.0 * Short * Short * Short));

    /// <summary>2·4096³ operations at 100 TFLOP/s take 1.374 ms.</summary>
    private const double LongExcess = 1 + (20e-6 * 100e12 / (2.0 * Long * Long * Long));

    private static Observation Cube(int size, string? timing)
    {
        var word = size.ToString(CultureInfo.InvariantCulture);
        return Timed(Sides.MatMul, timing).With("m", word).With("n", word).With("k", word);
    }

    private static Observation Timed(Observation side, string? timing) => side with
    {
        Interval = new(side.Value, side.Value),
        Method = new(Regime.Burst, CachePolicy.Warm, "mean", timing),
    };

    [Theory]
    [InlineData(Short, "per-call", "kernel-only", 1, ShortExcess)]
    [InlineData(Short, "kernel-only", "per-call", 1 / ShortExcess, 1)]
    [InlineData(Long, "per-call", "graph-replay", 1, LongExcess)]
    [InlineData(Long, "per-call", "back-to-back", 1, LongExcess)]
    [InlineData(Long, "back-to-back", "kernel-only", 1, 1)]
    [InlineData(Short, "back-to-back", "kernel-only", 1, ShortExcess)]
    [InlineData(Short, "graph-replay", "back-to-back", 1 / ShortExcess, 1)]
    [InlineData(Short, "graph-replay", "kernel-only", 1, 1)]
    [InlineData(Short, "back-to-back", "per-call", 1 / ShortExcess, ShortExcess)]
    public void The_interval_covers_a_launch_in_the_time_of_the_side_that_has_it(
        int size, string mine, string theirs, double low, double high)
    {
        var comparison = Cube(size, mine).Over(Sides.Elsewhere(Cube(size, theirs)));
        Assert.Equal((Verdict.Convertible, $"timing: {mine} against {theirs}"), (comparison.Verdict, comparison.Why));
        Assert.Equal(1, comparison.Ratio!.Value, 12);
        Assert.Equal(low, comparison.Interval!.Value.Low, 12);
        Assert.Equal(high, comparison.Interval.Value.High, 12);
    }

    [Theory]
    [InlineData("per-call", null)]
    [InlineData(null, "kernel-only")]
    [InlineData("per-call", "per-call")]
    public void Nothing_changes_if_a_side_does_not_state_it_or_both_agree(string? mine, string? theirs)
    {
        var comparison = Cube(Short, mine).Over(Sides.Elsewhere(Cube(Short, theirs)));
        Assert.Equal((Verdict.Like, ""), (comparison.Verdict, comparison.Why));
        Assert.Equal(new Interval(1, 1), comparison.Interval!.Value);
    }

    [Fact]
    public void The_work_of_all_products_of_a_launch_and_of_all_devices_counts()
    {
        Assert.Equal(2.684e-6, TaskDuration.Of(Cube(Short, null))!.Value, 9);
        Assert.Equal(8 * 2.684354560e-6, TaskDuration.Of(Cube(Short, null).With("batch", "8"))!.Value, 12);
        Assert.Equal(8 * 2.684354560e-6, TaskDuration.Of(Cube(Short, null).With("groups", "8"))!.Value, 12);
        Assert.Equal(8 * 2.684354560e-6, TaskDuration.Of(Cube(Short, null) with { Count = 8 })!.Value, 12);
    }

    /// <summary>4·128 operations for each pair of a query and a key, of which the convention counts half.</summary>
    [Fact]
    public void The_pairs_that_the_convention_counts_give_the_time_of_attention()
    {
        const double Seconds = 4 * 128 * (4.0 * 32 * 1024 * 1024 / 2) / 100e12;
        Assert.Equal(Seconds, TaskDuration.Of(Sides.Attention)!.Value, 12);
        Assert.Equal(2 * Seconds, TaskDuration.Of(Sides.Attention with { Convention = "full" })!.Value, 12);
        Assert.Equal(0.75 * Seconds, TaskDuration.Of(Sides.Attention.With("dv", "64"))!.Value, 12);
    }

    [Fact]
    public void A_time_is_its_own_and_a_stream_takes_its_bytes_over_its_rate()
    {
        Assert.Equal(0.25, TaskDuration.Of(Sides.MatMul with { SiUnit = "s", Value = 0.25 }));
        Assert.Equal(1e-5, TaskDuration.Of(Sides.Stream.With("bytes", "1000000000"))!.Value, 12);
        Assert.Equal(2e-5, TaskDuration.Of(Sides.Stream.With("arrayBytes", "2000000000"))!.Value, 12);
    }

    [Fact]
    public void An_unknown_size_leaves_the_interval_and_names_the_difference()
    {
        var unsized = Timed(Sides.Stream, "per-call");
        var comparison = unsized.Over(Sides.Elsewhere(Timed(Sides.Stream, "kernel-only")));
        Assert.Null(TaskDuration.Of(unsized));
        Assert.Equal((Verdict.Convertible, new Interval(1, 1)), (comparison.Verdict, comparison.Interval!.Value));
    }
}
