using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Rounds;
using GpuBench.Measuring.Trials;
using GpuBench.Tests.Fakes;
using Microsoft.Extensions.Time.Testing;
using Xunit;
using static GpuBench.Tests.Fakes.FakeRounds;

namespace GpuBench.Tests.Measuring;

/// <summary>The warm-up before the samples of a round, and what an accelerator gets in addition.</summary>
public sealed class RoundWarmUpTests
{
    [Fact]
    public void The_warm_up_continues_while_the_times_fall()
    {
        var falling = Run(new(i => Math.Max(1e-3, 1e-2 * Math.Pow(0.8, i))), new());
        var steady = Run(new(_ => 1e-3), new());
        Assert.True(falling.WarmUp.LaunchCount > steady.WarmUp.LaunchCount);
        Assert.All(falling.SamplesSeconds, seconds => Assert.InRange(seconds, 1e-3, 1.05e-3));
    }

    [Theory]
    [InlineData(60, 0.5)]
    [InlineData(1, 0.3)] // 30 % of the round
    public void The_warm_up_ends_at_its_limit_if_the_times_do_not_settle(double budget, double expected)
    {
        var round = Run(new(i => 1e-3 * Math.Pow(1.01, i)), new(), budget: budget);
        Assert.InRange(round.WarmUp.Seconds, expected - 1e-9, expected + 10e-3);
        Assert.False(round.WarmUp.Settled);
    }

    [Fact]
    public void A_sustained_round_warms_up_for_four_seconds_although_times_settled()
    {
        var round = RunAs(new(_ => 1e-2), new(), new(60, new FixedCount(10), Regime.Sustained, LaunchMode.Batch));
        Assert.InRange(round.WarmUp.Seconds, 4 - 1e-9, 4.01 + 1e-9);
        Assert.True(round.WarmUp.Settled);
    }

    [Fact]
    public void An_accelerator_warms_up_and_takes_ten_samples_even_after_a_long_preparation()
    {
        var time = new FakeTimeProvider();
        var device = new FakeDevice(_ => 1e-3, time) { Info = FakeDevice.SomeCpu with { Class = DeviceClass.Accelerator } };
        var whole = WallClock.Start(time);
        // The preparation takes ten times the budget of the round.
        time.Advance(TimeSpan.FromSeconds(20));
        var round = RoundRunner.Run(
            device, new FakeTrial(), new(2, new PreciseMedian(0.01, 200), Regime.Burst, LaunchMode.Batch) { OnAccelerator = true },
            index: 0, whole, time);
        Assert.InRange(round.WarmUp.Seconds, 0.3, 0.4);
        Assert.Equal((10, StopReason.Precise), (round.SamplesSeconds.Count, round.StopReason));
        Assert.Equal(20, round.PreparationSeconds!.Value, 6);
        Assert.InRange(round.WallSeconds, 20.3, 20.5);
    }

    [Fact]
    public void An_accelerator_without_time_left_still_warms_up_and_takes_ten_samples()
    {
        var time = new FakeTimeProvider();
        var device = new FakeDevice(_ => 50e-3, time) { Info = FakeDevice.SomeCpu with { Class = DeviceClass.Accelerator } };
        var round = RoundRunner.Run(
            device, new FakeTrial(), new(0.1, new FixedCount(200), Regime.Burst, LaunchMode.Batch) { OnAccelerator = true },
            index: 1, WallClock.Start(time), time);
        Assert.InRange(round.WarmUp.Seconds, 0.3, 0.4);
        Assert.Equal((10, StopReason.Budget), (round.SamplesSeconds.Count, round.StopReason));
    }

    [Fact]
    public void An_accelerator_warms_up_under_load_before_a_script()
    {
        var time = new FakeTimeProvider();
        var device = new FakeDevice(_ => 1e-3, time) { Info = FakeDevice.SomeCpu with { Class = DeviceClass.Accelerator } };
        var round = RoundRunner.Run(
            device, new FakeTrial(), new(1, new FixedCount(10), Regime.Burst, LaunchMode.Script) { OnAccelerator = true },
            index: 0, WallClock.Start(time), time);
        Assert.InRange(round.WarmUp.Seconds, 0.3, 0.4);
        Assert.Equal([9, 30], device.BatchSizes[^2..]);
    }
}
