namespace GpuBench.Kernels.Tests.Measuring;

/// <summary>The launches on a scripted device, and the result of their times.</summary>
public sealed class LaunchTimerTests
{
    private static readonly LaunchTimer Usual = new(warmUpSeconds: 0.3, batchSeconds: 0.05);

    private readonly List<int> _batches = [];

    [Fact]
    public void Batches_run_for_50_ms_after_a_warm_up_and_the_fastest_batch_is_the_result()
    {
        // A launch takes a millisecond. In the third batch that counts, it takes a tenth less.
        var best = Time(Usual, count => count * (_batches.Count == _batches.IndexOf(64) + 7 ? 0.9e-3 : 1e-3));

        Assert.Equal(0.9e-3, best, 9);
        Assert.Equal(1, _batches[0]);
        var full = _batches.Where(count => count * 1e-3 >= 0.05).ToList();
        Assert.True(full.Count >= 5 + 3, string.Join(' ', _batches));
        Assert.InRange(_batches[..^5].Sum() * 1e-3, 0.3, 0.5);
    }

    [Fact]
    public void There_is_no_warm_up_if_the_warm_up_time_is_0()
    {
        Assert.Equal(0.06, Time(new(warmUpSeconds: 0, batchSeconds: 0.05), count => count * 0.06), 9);
        Assert.Equal([1, 1, 1, 1, 1, 1, 1], _batches);
    }

    [Theory, InlineData(0.6, 3), InlineData(1.5, 1)]
    public void Slow_launches_are_timed_in_fewer_batches(double seconds, int expectedBatches)
    {
        Assert.Equal(seconds, Time(Usual, count => count * seconds), 9);
        Assert.Equal(2 + expectedBatches, _batches.Count);
    }

    [Theory, InlineData(3, 2), InlineData(20, 1)]
    public void A_very_slow_launch_runs_at_most_twice(double seconds, int expectedLaunches)
    {
        Assert.Equal(seconds, Time(Usual, count => count * seconds), 9);
        Assert.Equal(expectedLaunches, _batches.Count);
    }

    [Fact]
    public void A_compilation_in_the_first_launch_does_not_count() =>
        Assert.Equal(1e-3, Time(new(warmUpSeconds: 0, batchSeconds: 0.05), count => _batches.Count == 1 ? 5 : count * 1e-3), 9);

    [Fact]
    public void A_timer_that_does_not_advance_is_an_error() =>
        Assert.Contains(
            "no time passes", Assert.Throws<InvalidOperationException>(() => Time(Usual, _ => 0)).Message, StringComparison.Ordinal);

    private double Time(LaunchTimer timer, Func<int, double> secondsOf) => timer.BestSeconds(count =>
    {
        _batches.Add(count);
        return secondsOf(count);
    });
}
