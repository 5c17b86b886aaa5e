using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Rounds;
using GpuBench.Measuring.Trials;
using GpuBench.Tests.Fakes;
using Microsoft.Extensions.Time.Testing;
using Xunit;
using static GpuBench.Tests.Fakes.FakeRounds;

namespace GpuBench.Tests.Measuring;

public sealed class RoundRunnerTests
{
    [Fact]
    public void A_round_keeps_every_sample_as_seconds_per_launch()
    {
        var round = Run(new(_ => 1e-4), new());
        Assert.Equal(3, round.Index);
        Assert.Equal(StopReason.Count, round.StopReason);
        Assert.Equal(10, round.SamplesSeconds.Count);
        Assert.All(round.SamplesSeconds, seconds => Assert.Equal(1e-4, seconds, 1e-12));
        Assert.True(round.WarmUp.Settled);
    }

    [Theory]
    [InlineData(1e-4, 0, 20)] // 2 ms, the shortest sample
    [InlineData(1e-4, 50e-6, 100)] // 200 times the overhead of the timer
    [InlineData(1, 0, 1)]
    public void Launches_are_batched_until_a_sample_is_long_enough_for_the_timer(double launchSeconds, double overhead, int expected)
    {
        var device = new FakeDevice(_ => launchSeconds) { Timer = new("opencl-profiling", 100e-9, overhead) };
        Assert.Equal(expected, Run(device, new()).LaunchesPerSample);
        Assert.Equal(expected, device.BatchSizes[^1]);
    }

    [Fact]
    public void A_single_launch_is_never_batched() =>
        Assert.Equal(1, Run(new(_ => 1e-6), new(), launch: LaunchMode.Single).LaunchesPerSample);

    [Fact]
    public void A_round_has_the_number_of_kernels_that_its_trial_states()
    {
        Assert.Equal(291, Run(new(_ => 1e-3), new() { KernelsPerLaunch = 291 }).KernelsPerLaunch);
        Assert.Null(Run(new(_ => 1e-3), new()).KernelsPerLaunch);
    }

    [Fact]
    public void A_wrong_kernel_is_never_timed()
    {
        var device = new FakeDevice(_ => 1e-3);
        Assert.Contains(
            "before timing", Assert.Throws<CheckFailedException>(() => Run(device, new(wrongFrom: 0))).Message, StringComparison.Ordinal);
        Assert.Empty(device.BatchSizes);
    }

    [Fact]
    public void A_kernel_that_becomes_wrong_during_timing_fails_the_check_after_timing() =>
        Assert.Contains(
            "after timing",
            Assert.Throws<CheckFailedException>(() => Run(new(_ => 1e-3), new(wrongFrom: 12))).Message,
            StringComparison.Ordinal);

    [Fact]
    public void A_kernel_that_stops_writing_fails_the_check_because_of_the_poison() =>
        Assert.Contains(
            "after timing",
            Assert.Throws<CheckFailedException>(() => Run(new(_ => 1e-3), new(idleFrom: 1))).Message,
            StringComparison.Ordinal);

    [Fact]
    public void Every_set_of_operands_is_checked_before_timing()
    {
        var trial = new FakeTrial { SetCount = 5 };
        var device = new FakeDevice(_ => 1e-3);
        Run(device, trial);
        Assert.Equal(5 + device.BatchSizes.Sum(), trial.LaunchCount);
    }

    [Fact]
    public void A_launch_too_long_for_its_round_is_skipped_with_the_arithmetic()
    {
        var refused = Assert.Throws<RefusedException>(() =>
            RunAs(new(_ => 3.0), new(), new(1.0, new FixedCount(10), Regime.Burst, LaunchMode.Batch)));
        Assert.Equal(TrialStatus.Skipped, refused.Refusal.Status);
        Assert.Contains("one launch takes 3 s", refused.Message, StringComparison.Ordinal);
        Assert.Contains("round of 1 s", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_reference_point_takes_one_sample_if_three_do_not_fit()
    {
        var round = RunAs(new(_ => 3.0), new(), new(1.0, new FixedCount(10), Regime.Burst, LaunchMode.Batch) { IsReferencePoint = true });
        Assert.Equal(StopReason.Overrun, round.StopReason);
        Assert.Equal(3, Assert.Single(round.SamplesSeconds));
    }

    [Fact]
    public void The_time_for_a_reference_point_has_a_limit() =>
        Assert.Throws<RefusedException>(() =>
            RunAs(new(_ => 60.0), new(), new(1.0, new FixedCount(10), Regime.Burst, LaunchMode.Batch) { IsReferencePoint = true }));

    [Fact]
    public void A_script_warms_up_ten_launches_and_times_thirty_as_one_sample()
    {
        var device = new FakeDevice(_ => 1e-4);
        var round = Run(device, new(), new FixedCount(1000), LaunchMode.Script);
        Assert.Equal([1, 9, 30], device.BatchSizes);
        Assert.Equal(1e-4, Assert.Single(round.SamplesSeconds), 1e-12);
        Assert.Equal((30, StopReason.Count), (round.LaunchesPerSample, round.StopReason));
    }

    [Fact]
    public void A_script_whose_forty_launches_do_not_fit_is_skipped_with_the_arithmetic() =>
        Assert.Contains(
            "40 do not fit a round of 1 s",
            Assert.Throws<RefusedException>(() =>
                RunAs(new(_ => 0.2), new(), new(1.0, new FixedCount(10), Regime.Burst, LaunchMode.Script))).Message,
            StringComparison.Ordinal);

    [Fact]
    public void Launches_of_milliseconds_are_not_refused_even_if_no_time_is_left() =>
        Assert.Equal(
            RoundPlan.MinimumSamples,
            RunAs(new(_ => 0.1), new(), new(0, new FixedCount(10), Regime.Burst, LaunchMode.Batch)).SamplesSeconds.Count);

    [Fact]
    public void A_script_at_a_reference_point_times_all_thirty_launches_beyond_its_budget()
    {
        var round = RunAs(new(_ => 0.2), new(), new(1.0, new FixedCount(10), Regime.Burst, LaunchMode.Script) { IsReferencePoint = true });
        Assert.Equal((30, StopReason.Overrun), (round.LaunchesPerSample, round.StopReason));
        Assert.Equal(0.2, Assert.Single(round.SamplesSeconds), 1e-12);
    }

    [Fact]
    public void A_round_without_time_left_takes_the_minimum_number_of_samples()
    {
        var round = Run(new(_ => 1e-3), new(), budget: 0);
        Assert.Equal(RoundPlan.MinimumSamples, round.SamplesSeconds.Count);
        Assert.Equal(StopReason.Budget, round.StopReason);
    }

    [Fact]
    public void A_precise_median_ends_the_round_early()
    {
        var round = Run(new(_ => 5e-3), new(), new PreciseMedian(0.01, 200));
        Assert.Equal(StopReason.Precise, round.StopReason);
        Assert.Equal(10, round.SamplesSeconds.Count);
    }

    [Theory]
    [InlineData(1, 10, StopReason.Precise)]
    [InlineData(37, 40, StopReason.Precise)]
    [InlineData(1000, 200, StopReason.Count)]
    public void A_precise_median_ends_the_round_only_after_a_whole_cycle(int cycle, int samples, StopReason reason)
    {
        var round = Run(new(_ => 5e-3), new() { CycleLength = cycle }, new PreciseMedian(0.01, 200), budget: 20);
        Assert.Equal((samples, reason), (round.SamplesSeconds.Count, round.StopReason));
    }

    [Fact]
    public void A_round_reports_each_step_and_its_time_limit()
    {
        var device = new FakeDevice(_ => 0.1);
        var steps = new List<(RoundStep Step, SilenceLimit Limit)>();
        RoundRunner.Run(
            device, new FakeTrial(), new(2, new FixedCount(5), Regime.Burst, LaunchMode.Batch), index: 0,
            WallClock.Start(device.Time), device.Time, (step, limit) => steps.Add((step, limit)));
        Assert.Equal(
            [RoundStep.FirstLaunch, RoundStep.Check, RoundStep.FirstLaunch, RoundStep.Measure, RoundStep.Check],
            steps.Select(step => step.Step));
        Assert.Equal(SilenceLimit.FirstLaunch.And(2), steps[0].Limit);
        // 10 s, 0.5 s of warm-up, and four times the round's share of 2 s.
        Assert.Equal(18.5, steps[3].Limit.BusySeconds, 1e-9);
        Assert.Equal(steps[3].Limit.BusySeconds, steps[3].Limit.IdleSeconds);
    }

    [Fact]
    public void Preparation_and_check_do_not_reduce_the_time_for_sampling()
    {
        var time = new FakeTimeProvider();
        var whole = WallClock.Start(time);
        time.Advance(TimeSpan.FromSeconds(5));
        var round = RoundRunner.Run(
            new FakeDevice(_ => 0.1, time), new FakeTrial(), new(2, new FixedCount(200), Regime.Burst, LaunchMode.Batch),
            index: 0, whole, time);
        Assert.InRange(round.SamplesSeconds.Sum() + round.WarmUp.Seconds, 2, 2.2);
    }
}
