using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Results;
using GpuBench.Measuring.Rounds;
using GpuBench.Measuring.Statistics;
using GpuBench.Measuring.Trials;
using GpuBench.Tests.Fakes;
using Xunit;

namespace GpuBench.Tests.Measuring;

/// <summary>What one launch takes beside its median time, from rounds whose numbers are easily computed by hand.</summary>
public sealed class LaunchCostTests
{
    private static readonly WorkCount FourTokens = new(1, 1, 1, TokenCount: 4);

    private static LaunchCost Of(params Round[] rounds) => LaunchCost.Of(rounds, FourTokens, isWholeDevice: true)!;

    /// <summary>Samples of 1, 2, … <paramref name="count"/> seconds, the largest first.</summary>
    private static Round Counting(int index, int count, int above = 0) =>
        Plans.Round(index, [.. Enumerable.Range(1, count).Reverse().Select(i => (double)(above + i))]);

    private static Round Metered(double beforeJoules, double afterJoules, int count, double seconds = 5e-3, int discarded = 0) =>
        Plans.Round(0, [.. Enumerable.Repeat(seconds, count)]) with
        {
            Discarded = [.. Enumerable.Repeat(new DiscardedSample(seconds, "a garbage collection"), discarded)],
            TelemetryBefore = new Telemetry { EnergyJoules = beforeJoules },
            TelemetryAfter = new Telemetry { EnergyJoules = afterJoules },
        };

    /// <summary>The expected values are those of numpy.percentile(values, 100 * share).</summary>
    [Theory]
    [InlineData(new[] { 40.0, 10, 30, 20 }, 0.4, 22)]
    [InlineData(new[] { 40.0, 10, 30, 20 }, 0, 10)]
    [InlineData(new[] { 40.0, 10, 30, 20 }, 1, 40)]
    [InlineData(new[] { 2.0, 1 }, 0.95, 1.95)]
    [InlineData(new[] { 7.0 }, 0.99, 7)]
    public void A_percentile_lies_on_the_line_between_its_neighbours(double[] values, double share, double expected) =>
        Assert.Equal(expected, Percentile.Of(values, share), 1e-12);

    [Theory]
    [InlineData(1, 1, null, null)]
    [InlineData(19, 10, null, null)]
    [InlineData(20, 10.5, 19.05, null)]
    [InlineData(99, 50, 94.1, null)]
    [InlineData(100, 50.5, 95.05, 99.01)]
    [InlineData(201, 101, 191.0, 199.0)]
    public void A_percentile_needs_one_sample_above_it(int count, double p50, double? p95, double? p99)
    {
        var cost = Of(Counting(0, count));
        Assert.Equal(p50, cost.P50Seconds!.Value, 1e-9);
        Assert.Equal(p95, Rounded(cost.P95Seconds));
        Assert.Equal(p99, Rounded(cost.P99Seconds));

        static double? Rounded(double? value) => value is { } known ? Math.Round(known, 9) : null;
    }

    [Fact]
    public void Percentiles_are_of_the_samples_of_all_rounds()
    {
        var cost = Of(Counting(0, 10), Counting(1, 10, above: 10));
        Assert.Equal((10.5, 19.05), (cost.P50Seconds!.Value, Math.Round(cost.P95Seconds!.Value, 9)));
    }

    [Fact]
    public void Samples_of_several_launches_have_no_percentiles()
    {
        var cost = Of(Counting(0, 100), Counting(1, 100) with { LaunchesPerSample = 2 });
        Assert.Equal((null, null, null), (cost.P50Seconds, cost.P95Seconds, cost.P99Seconds));
    }

    /// <summary>The first two rounds take 1.25 s and 1.5 s. The counter stood still in the third, which takes 50 ms.</summary>
    [Fact]
    public void Energy_is_shared_among_all_launches_of_rounds_that_are_long_enough_for_the_counter()
    {
        var cost = Of(Metered(1000, 1500, count: 200, discarded: 50), Metered(2000, 2600, count: 300), Metered(3000, 3000, count: 10));
        Assert.Equal(2, cost.Joules!.Value, 1e-12);
        Assert.Equal(0.5, cost.JoulesPerToken!.Value, 1e-12);
    }

    [Fact]
    public void A_sample_of_several_launches_counts_each_launch()
    {
        var cost = Of(Metered(0, 300, count: 25) with { LaunchesPerSample = 10 });
        Assert.Equal(1.2, cost.Joules!.Value, 1e-12);
    }

    [Fact]
    public void Work_without_tokens_has_energy_per_launch_only()
    {
        var cost = LaunchCost.Of([Metered(0, 500, count: 250)], new(1, 1, 1), isWholeDevice: true)!;
        Assert.Equal((2.0, null), (cost.Joules, cost.JoulesPerToken));
    }

    [Fact]
    public void There_is_no_energy_from_a_short_round_a_missing_reading_a_resting_counter_or_a_part_of_a_board()
    {
        Assert.Null(Of(Metered(0, 500, count: 199)).Joules);
        Assert.NotNull(Of(Metered(0, 500, count: 201)).Joules);
        Assert.Null(Of(Metered(0, 500, count: 201) with { TelemetryAfter = null }).Joules);
        Assert.Null(Of(Metered(0, 500, count: 201) with { TelemetryBefore = new Telemetry { PowerWatts = 500 } }).Joules);
        Assert.Null(Of(Metered(500, 500, count: 201)).Joules);
        Assert.Null(Of(Metered(500, 499, count: 201)).Joules);
        Assert.Null(LaunchCost.Of([Metered(0, 500, count: 201)], FourTokens, isWholeDevice: false)!.Joules);
    }

    [Fact]
    public void Numbers_beyond_those_of_json_give_no_cost()
    {
        var cost = Of(Metered(-1.7e308, 1.7e308, count: 201), Plans.Round(1, -1.7e308, 1.7e308));
        Assert.Equal((null, null), (cost.Joules, cost.JoulesPerToken));
        Assert.Null(Of(Plans.Round(1, -1.7e308, 1.7e308)).P50Seconds);
    }

    /// <summary>The counter of this device rises by 2 J with each launch. The timer gives no time for every fifth launch.</summary>
    [Theory]
    [InlineData(LaunchMode.Single)]
    [InlineData(LaunchMode.Batch)]
    public void The_launches_between_the_readings_of_a_round_are_those_of_its_samples(LaunchMode launch)
    {
        var trial = new FakeTrial();
        var call = 0;
        var device = new FakeDevice(_ => launch == LaunchMode.Single ? 0.4 : 1.5e-4)
        {
            Timer = new("opencl-profiling", 3e-4, 0),
            Sensors = () => new() { EnergyJoules = 1000 + (2 * trial.LaunchCount) },
            Reads = seconds => ++call > 8 && call % 5 == 0 ? 0 : seconds,
        };
        var round = FakeRounds.Run(device, trial, launch: launch);
        Assert.NotEmpty(round.Discarded);
        Assert.Equal(launch == LaunchMode.Batch, round.LaunchesPerSample > 1);
        Assert.Equal(2, Of(round).Joules!.Value, 1e-9);
    }

    [Fact]
    public void Times_of_the_host_are_those_at_the_median_rate()
    {
        var rounds = new[] { 4e-3, 1e-3, 2e-3 }.Select(seconds =>
            Plans.Round(0, 1e-3) with { HostSeconds = seconds, EnqueueSeconds = seconds / 2 }).ToArray();
        var odd = Of(rounds);
        Assert.Equal(2e-3, odd.HostSeconds!.Value, 1e-12);
        Assert.Equal(1e-3, odd.EnqueueSeconds!.Value, 1e-12);
        // 250 and 1000 launches per second: 625.
        Assert.Equal(1.6e-3, Of(rounds[0], rounds[1]).HostSeconds!.Value, 1e-12);
        Assert.Equal((null, null), (Of(Plans.Round(0, 1)).HostSeconds, Of(Plans.Round(0, 1)).EnqueueSeconds));
    }

    [Fact]
    public void The_memory_is_the_largest_and_the_kernels_are_the_last_known()
    {
        var cost = Of(
            Plans.Round(0, 1) with { PeakMemoryBytes = 7, KernelsPerLaunch = 290 },
            Plans.Round(1, 1) with { PeakMemoryBytes = 9, KernelsPerLaunch = 291 },
            Plans.Round(2, 1) with { PeakMemoryBytes = 8 });
        Assert.Equal((9L, 291), (cost.PeakMemoryBytes!.Value, cost.Kernels!.Value));
        Assert.Equal((null, null), (Of(Plans.Round(0, 1)).PeakMemoryBytes, Of(Plans.Round(0, 1)).Kernels));
    }

    [Fact]
    public void Rounds_without_samples_have_no_cost() =>
        Assert.Null(LaunchCost.Of([Plans.Round(0)], FourTokens, isWholeDevice: true));
}
