using GpuBench.Measuring.Results;
using GpuBench.Measuring.Rounds;
using GpuBench.Measuring.Trials;
using GpuBench.Tests.Fakes;
using Xunit;
using static GpuBench.Tests.Fakes.FakeRounds;

namespace GpuBench.Tests.Measuring;

/// <summary>Rounds in which the device's timer and the host's clock differ. Either the timer is wrong or the host is busy.</summary>
public sealed class RoundTimerTests
{
    [Fact]
    public void A_time_that_is_not_positive_is_discarded_with_its_reason()
    {
        var round = Run(new(i => i == 15 ? 0 : 5e-3), new(), launch: LaunchMode.Single);
        Assert.Contains("no positive time", Assert.Single(round.Discarded).Reason, StringComparison.Ordinal);
        Assert.Equal(10, round.SamplesSeconds.Count);
    }

    [Fact]
    public void A_timer_that_always_reads_zero_is_an_error_and_not_an_endless_loop() =>
        Assert.Throws<UnusableTimerException>(() => Run(new(_ => 1e-3) { Reads = _ => 0 }, new()));

    public static TheoryData<string, double> WrongTimers
    {
        get
        {
            var data = new TheoryData<string, double>();
            string[] broken = ["stands still", "none", "runs backwards", "says nearly nothing", "endless"];
            foreach (var kind in (string[])[.. broken, "thousandth", "thousandfold", "jumps back", "jumps on"])
                foreach (var launchSeconds in (double[])[2e-6, 3e-4, 0.02, 0.3, 20])
                    data.Add(kind, launchSeconds);
            return data;
        }
    }

    private static Func<double, double> Timer(string kind)
    {
        var calls = 0;
        return kind switch
        {
            "stands still" => _ => 0,
            "none" => _ => double.NaN,
            "runs backwards" => seconds => -seconds,
            "says nearly nothing" => _ => 1e-7,
            "thousandth" => seconds => seconds / 1000,
            "thousandfold" => seconds => seconds * 1000,
            "endless" => _ => double.PositiveInfinity,
            "jumps back" => seconds => ++calls % 3 == 0 ? seconds - 5 : seconds,
            "jumps on" => seconds => ++calls % 3 == 0 ? seconds + 5 : seconds,
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
    }

    /// <summary>The time is by the host's clock, for every outcome: a round, a failure or a refusal.</summary>
    [Theory, MemberData(nameof(WrongTimers))]
    public void A_round_with_a_wrong_timer_keeps_the_time_limit_of_a_right_timer(string kind, double launchSeconds)
    {
        const double budget = 2;
        foreach (var onAccelerator in (bool[])[false, true])
            foreach (var launch in (LaunchMode[])[LaunchMode.Batch, LaunchMode.Single])
            {
                var device = new FakeDevice(_ => launchSeconds)
                {
                    Reads = Timer(kind),
                    HostOverhead = () => 40e-6,
                    EnqueueShare = 0.01,
                    Timer = new("opencl-profiling", 100e-9, 0) { HostOverheadSeconds = 40e-6 },
                };
                var plan = new RoundPlan(budget, new PreciseMedian(0.01, 200), Regime.Burst, launch) { OnAccelerator = onAccelerator };
                var seconds = SecondsOf(device, plan);
                // The check and the first launch always run. The rest is the minimum of the plan, or the round's share of the budget.
                var least = plan.Budget.FitOf(launchSeconds) == RoundFit.Fits ? plan.MinSeconds(launchSeconds) : 0;
                Assert.InRange(seconds, 0, (2 * launchSeconds) + (1.6 * Math.Max(budget, 2 * least)));
            }
    }

    private static double SecondsOf(FakeDevice device, RoundPlan plan)
    {
        var begun = device.Time.GetTimestamp();
        try
        {
            RunAs(device, new(), plan);
        }
        catch (Exception end) when (end is UnusableTimerException or RefusedException)
        {
        }
        return device.Time.GetElapsedTime(begun).TotalSeconds;
    }

    [Fact]
    public void A_sample_is_discarded_if_the_timer_jumps_but_not_if_the_timer_runs_fast()
    {
        var calls = 0;
        var device = new FakeDevice(_ => 5e-3) { Reads = seconds => ++calls == 20 ? seconds + 5 : seconds };
        var jumping = Run(device, new(), new FixedCount(15), LaunchMode.Single);
        Assert.Contains("jumped", Assert.Single(jumping.Discarded).Reason, StringComparison.Ordinal);
        Assert.All(jumping.SamplesSeconds, seconds => Assert.Equal(5e-3, seconds, 1e-9));
        Assert.Equal(14, jumping.SamplesSeconds.Count);
        Assert.Equal(10, Run(new(_ => 5e-3) { Reads = seconds => 2 * seconds }, new(), launch: LaunchMode.Single).SamplesSeconds.Count);
    }

    [Fact]
    public void The_estimated_launch_time_is_at_most_the_time_of_the_hosts_clock() =>
        Assert.Equal(10, Run(new(_ => 1e-3) { Reads = seconds => 1e6 * seconds }, new()).SamplesSeconds.Count);

    [Fact]
    public void Short_launches_are_batched_even_if_the_host_waits_long_for_each_launch()
    {
        // A wait costs ten times as much as an empty call. The host's clock shows this cost for single launches.
        var device = new FakeDevice(_ => 2e-6)
        {
            HostOverhead = () => 400e-6,
            Timer = new("opencl-profiling", 100e-9, 1e-6) { HostOverheadSeconds = 40e-6 },
        };
        Assert.InRange(Run(device, new()).LaunchesPerSample, 500, 1000);
    }

    [Fact]
    public void The_sample_for_the_clock_check_is_one_without_an_interruption_of_the_host()
    {
        var calls = 0;
        var device = new FakeDevice(_ => 5e-3) { HostOverhead = () => ++calls % 4 == 0 ? 30e-6 : 0.2, EnqueueShare = 0.1 };
        var round = Run(device, new(), launch: LaunchMode.Single);
        Assert.Equal(5e-3 + 30e-6, round.ClosestSample!.Value.HostSeconds, 1e-6);
        Assert.Equal((5e-3, 0.5e-3), (round.ClosestSample.Value.DeviceSeconds, round.ClosestSample.Value.EnqueueSeconds));
        Assert.Equal(0.205, round.HostSeconds!.Value, 1e-6);
    }

    private static FakeDevice OpenCl(Func<double> hostOverhead, double rate) => new(_ => 1e-4)
    {
        HostOverhead = hostOverhead,
        Reads = seconds => rate * seconds,
        EnqueueShare = 0.01,
        Timer = new("opencl-profiling", 100e-9, 1e-6) { HostOverheadSeconds = 40e-6 },
    };

    /// <summary>
    /// Delays of 5 to 11 ms in a cycle. The warm-up decides where in the cycle the samples begin, so the test tries each start.
    /// </summary>
    [Theory]
    [InlineData(1)]
    [InlineData(0.8)]
    [InlineData(0.01)]
    public void A_longer_sample_checks_the_timer_if_every_sample_was_interrupted(double rate)
    {
        var outcomes = new List<ClockOutcome>();
        for (var start = 0; start < 7; start++)
        {
            var calls = start;
            var device = OpenCl(() => 5e-3 + (++calls % 7 * 1e-3), rate);
            var round = Run(device, new());
            Assert.InRange(round.LongSample!.Value.HostSeconds, 0.12, 0.5);
            outcomes.Add(ClockCheck.Of([round], device.Timer)!.Outcome);
            // The long sample is not a sample of the round.
            Assert.Equal(10, round.SamplesSeconds.Count);
        }
        // A longer sample may be interrupted too. Then it decides nothing, but it is never wrong.
        var (right, wrong) = rate == 1 ? (ClockOutcome.Agrees, ClockOutcome.Disagrees) : (ClockOutcome.Disagrees, ClockOutcome.Agrees);
        Assert.DoesNotContain(wrong, outcomes);
        Assert.InRange(outcomes.Count(outcome => outcome == right), 4, 7);
    }

    /// <summary>
    /// The long sample takes at least twice the time. If the sample in doubt is already long enough, no longer one is taken.
    /// </summary>
    [Theory]
    [InlineData(0.15, 0.3)]
    [InlineData(0.3, null)]
    public void A_long_sample_is_taken_only_if_it_is_longer_than_the_sample_in_doubt(double launchSeconds, double? expected)
    {
        var device = new FakeDevice(_ => launchSeconds)
        {
            Reads = seconds => seconds / 2,
            EnqueueShare = 0.01,
            Timer = new("opencl-profiling", 100e-9, 1e-6) { HostOverheadSeconds = 40e-6 },
        };
        Assert.Equal(expected, Run(device, new()).LongSample?.HostSeconds);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(0.97)]
    [InlineData(2)]
    public void No_longer_sample_is_taken_if_the_timer_does_not_read_too_low(double rate) =>
        Assert.Null(Run(OpenCl(() => 40e-6, rate), new()).LongSample);
}
