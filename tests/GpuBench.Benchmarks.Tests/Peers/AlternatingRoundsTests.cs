using GpuBench.Benchmarks.Peers;

namespace GpuBench.Benchmarks.Tests.Peers;

public sealed class AlternatingRoundsTests
{
    private static readonly RoundRule Rule = RoundRule.Accelerator;

    [Fact]
    public void Both_sides_warm_up_for_300_ms_and_run_for_50_ms_in_each_round_on_an_accelerator() =>
        Assert.True(Rule is { WarmUpSeconds: >= 0.3, RoundSeconds: >= 0.05 });

    [Theory]
    [InlineData(5e-6, 3e-6)]
    [InlineData(2e-3, 30e-6)]
    [InlineData(30e-6, 0.7)]
    [InlineData(0.2, 0.3)]
    public void Each_side_runs_for_at_least_the_time_of_the_rule_in_every_round(double oursSeconds, double peerSeconds)
    {
        var times = AlternatingRounds.Measure(
            count => count * oursSeconds, count => count * peerSeconds, Rule);
        Assert.Equal(AlternatingRounds.RoundCount, times.Rounds.Count);
        Assert.All(times.Rounds, round =>
        {
            Assert.InRange(round.Ours.PassCount * oursSeconds, Rule.RoundSeconds, double.MaxValue);
            Assert.InRange(round.Peer.PassCount * peerSeconds, Rule.RoundSeconds, double.MaxValue);
        });
        Assert.Equal(oursSeconds, times.OursSecondsPerPass, 1e-9);
        Assert.Equal(peerSeconds / oursSeconds, times.Ratio, 1e-9);
    }

    [Fact]
    public void Times_before_the_clocks_have_risen_are_not_part_of_any_round()
    {
        // 200 ms at a third of the speed, as on a device that was idle.
        var elapsed = 0.0;
        double Run(int count)
        {
            var seconds = count * (elapsed < 0.2 ? 3e-4 : 1e-4);
            elapsed += seconds;
            return seconds;
        }
        var times = AlternatingRounds.Measure(Run, Run, Rule);
        Assert.All(times.Rounds, round =>
        {
            Assert.Equal(1e-4, round.Ours.SecondsPerPass, 1e-9);
            Assert.Equal(1e-4, round.Peer.SecondsPerPass, 1e-9);
        });
    }

    [Fact]
    public void A_round_has_more_batches_if_the_batches_become_shorter()
    {
        // The passes do not become so much shorter that a batch would grow.
        var elapsed = 0.0;
        double Run(int count)
        {
            var seconds = count * (elapsed < 0.6 ? 1e-3 : 0.55e-3);
            elapsed += seconds;
            return seconds;
        }
        var times = AlternatingRounds.Measure(Run, Run, Rule);
        Assert.All(times.Rounds, round =>
        {
            Assert.InRange(round.Ours.PassCount * round.Ours.SecondsPerPass, Rule.RoundSeconds, double.MaxValue);
            Assert.InRange(round.Peer.PassCount * round.Peer.SecondsPerPass, Rule.RoundSeconds, double.MaxValue);
        });
    }

    [Fact]
    public void Both_sides_are_warm_before_the_first_round()
    {
        var sides = new ScriptedSides(_ => 1e-3, _ => 5e-3);
        var times = AlternatingRounds.Measure(sides.Ours, sides.Peer, Rule);
        foreach (var isOurs in (bool[])[true, false])
        {
            var inRounds = times.Rounds.Sum(round => isOurs ? round.Ours.PassCount : round.Peer.PassCount);
            var before = sides.Batches.Where(batch => batch.IsOurs == isOurs).Sum(batch => batch.PassCount) - inRounds;
            Assert.InRange(before * (isOurs ? 1e-3 : 5e-3), Rule.WarmUpSeconds - 1e-9, double.MaxValue);
        }
    }

    [Fact]
    public void The_two_sides_alternate_in_every_round()
    {
        var sides = new ScriptedSides(_ => 20e-6, _ => 50e-6);
        AlternatingRounds.Measure(sides.Ours, sides.Peer, Rule);
        var last = sides.Batches.TakeLast(2 * Rule.MinBatches * AlternatingRounds.RoundCount).ToList();
        Assert.All(last.Chunk(2), pair => Assert.Equal((true, false), (pair[0].IsOurs, pair[1].IsOurs)));
        Assert.All(last, batch => Assert.InRange(batch.Seconds, Rule.BatchSeconds / 2, 2 * Rule.BatchSeconds));
    }

    [Fact]
    public void A_disturbance_of_both_sides_does_not_change_the_ratio()
    {
        var turn = 0;
        // Each pair of batches is slower by a different factor, as when another process uses the device.
        double Disturbed(int count, double seconds) => count * seconds * (1 + (turn++ / 2 % 3));
        var times = AlternatingRounds.Measure(count => Disturbed(count, 0.02), count => Disturbed(count, 0.01), Rule);
        Assert.Equal((0.5, 0.5), (times.LowRatio, times.HighRatio));
    }

    [Fact]
    public void A_timer_that_does_not_advance_is_an_error_and_not_an_endless_loop()
    {
        var error = Assert.Throws<InvalidOperationException>(() => AlternatingRounds.Measure(_ => 0, count => count * 1e-3, Rule));
        Assert.Contains("the timer does not advance", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Passes_on_a_processor_are_timed_one_by_one_after_one_untimed_pass_of_each_side()
    {
        var sides = new ScriptedSides(index => index == 0 ? 9 : 1, index => index == 0 ? 9 : 2);
        var times = AlternatingRounds.Measure(sides.Ours, sides.Peer, RoundRule.Processor(passesPerRound: 3));
        Assert.All(sides.Batches, batch => Assert.Equal(1, batch.PassCount));
        Assert.Equal(2 * (1 + (3 * AlternatingRounds.RoundCount)), sides.Batches.Count);
        Assert.Equal((1, 2, 2), (times.OursSecondsPerPass, times.PeerSecondsPerPass, times.Ratio));
        Assert.Equal((3, 3), (times.OursPassesPerRound, times.PeerPassesPerRound));
    }

    [Fact]
    public void The_ratio_is_the_median_over_the_rounds_of_the_ratio_of_medians_in_each_round()
    {
        // Three passes a round after the first pass: medians 1, 2, 3, 4, 5.
        var sides = new ScriptedSides(_ => 1, index => ((index + 2) / 3) + (index % 3 == 0 ? 100 : 0));
        var times = AlternatingRounds.Measure(sides.Ours, sides.Peer, RoundRule.Processor(passesPerRound: 3));
        Assert.Equal((3, 1, 5), (times.Ratio, times.LowRatio, times.HighRatio));
    }
}
