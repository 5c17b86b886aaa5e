using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Journals;
using GpuBench.Measuring.Planning;
using GpuBench.Measuring.Results;
using GpuBench.Measuring.Rounds;
using GpuBench.Tests.Fakes;
using Xunit;

namespace GpuBench.Tests.Measuring;

public sealed class ClockCheckTests
{
    private static readonly DeviceTimer Timer = new("opencl-profiling", 100e-9, 10e-6) { HostOverheadSeconds = 40e-6 };

    /// <param name="device">Seconds of a sample of ten launches. The same for the other parameters.</param>
    private static Round Sample(double device, double host, double enqueue, double? closestHost = null) => Plans.Round(0, device / 10) with
    {
        LaunchesPerSample = 10,
        HostSeconds = host / 10,
        EnqueueSeconds = enqueue / 10,
        ClosestSample = new(device, closestHost ?? host, enqueue),
    };

    private static ClockOutcome? Check(params Round[] rounds) => ClockCheck.Of(rounds, Timer)?.Outcome;

    [Theory]
    [InlineData(1, ClockOutcome.Agrees)]
    [InlineData(1.04, ClockOutcome.Agrees)]
    [InlineData(1.1, ClockOutcome.Disagrees)]
    [InlineData(2, ClockOutcome.Disagrees)]
    [InlineData(1000, ClockOutcome.Disagrees)]
    [InlineData(0.97, ClockOutcome.Agrees)]
    [InlineData(0.9, ClockOutcome.Disagrees)]
    [InlineData(0.5, ClockOutcome.Disagrees)]
    [InlineData(0.001, ClockOutcome.Disagrees)]
    public void A_timer_with_a_wrong_rate_is_detected_in_a_long_sample(double rate, ClockOutcome expected) =>
        Assert.Equal(expected, Check(Sample(device: rate * 20e-3, host: 20.04e-3, enqueue: 0.1e-3)));

    [Theory]
    // The device's timer reads twice the host's 2 ms, and half of them.
    [InlineData(4e-3, 2.04e-3, ClockOutcome.Disagrees)]
    [InlineData(1e-3, 2.04e-3, ClockOutcome.Disagrees)]
    // Ten overheads are 0.4 ms. A sample that is not longer has no lower bound for the timer, but every sample has an upper bound.
    [InlineData(0.1e-3, 0.4e-3, ClockOutcome.NotLonger)]
    [InlineData(0.5e-3, 0.4e-3, ClockOutcome.Disagrees)]
    public void The_allowed_error_of_a_timer_depends_on_the_overhead(double device, double host, ClockOutcome expected) =>
        Assert.Equal(expected, Check(Sample(device, host, enqueue: 0.02e-3)));

    [Fact]
    public void The_devices_time_may_lack_the_time_to_enqueue_but_no_more()
    {
        Assert.Equal(ClockOutcome.NotLonger, Check(Sample(device: 2e-3, host: 20e-3, enqueue: 19.5e-3)));
        Assert.Equal(ClockOutcome.Agrees, Check(Sample(device: 10e-3, host: 20e-3, enqueue: 9e-3)));
        Assert.Equal(ClockOutcome.Disagrees, Check(Sample(device: 5e-3, host: 20e-3, enqueue: 9e-3)));
    }

    [Fact]
    public void The_reason_says_that_a_sample_is_too_short_to_check()
    {
        var check = ClockCheck.Of([Sample(device: 0.1e-3, host: 0.3e-3, enqueue: 0.02e-3)], Timer)!;
        Assert.EndsWith(
            "a sample of 300 µs is shorter than the allowed host overhead, 415 µs", check.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Interruptions_of_the_host_in_most_samples_do_not_fail_the_timer() =>
        Assert.Equal(ClockOutcome.Agrees, Check(Sample(device: 2e-3, host: 40e-3, enqueue: 0.1e-3, closestHost: 2.05e-3)));

    [Theory]
    // The host's clock reads 6 ms more than the device's 2 ms in the short sample, and 6, 35 and 150 ms more than 250 ms in the long one.
    [InlineData(250e-3, 256e-3, ClockOutcome.Agrees)]
    [InlineData(250e-3, 285e-3, ClockOutcome.NotLonger)]
    [InlineData(250e-3, 400e-3, ClockOutcome.Disagrees)]
    // The timer runs at half the rate, and the host is busy.
    [InlineData(125e-3, 260e-3, ClockOutcome.Disagrees)]
    public void A_long_sample_distinguishes_a_busy_host_from_a_timer_that_reads_too_low(double device, double host, ClockOutcome expected)
    {
        var round = Sample(device: 2e-3, host: 8e-3, enqueue: 0.05e-3);
        Assert.Equal(ClockOutcome.Disagrees, Check(round));
        Assert.Equal(expected, Check(round with { LongSample = new(device, host, 1e-3) }));
    }

    [Fact]
    public void The_reason_contains_the_readings_of_both_clocks_for_the_long_sample()
    {
        var round = Sample(device: 2e-3, host: 8e-3, enqueue: 0.05e-3);
        Assert.EndsWith(
            "(50 µs to enqueue), and of a longer one 60 ms and 240 ms; so in 1 of 1 rounds",
            ClockCheck.Of([round with { LongSample = new(60e-3, 240e-3, 1e-3) }], Timer)!.Reason, StringComparison.Ordinal);
        Assert.EndsWith(
            "the host was busy: it waited 5.15 ms too long for a sample of 8 ms, and 19.3 ms for one of 285 ms",
            ClockCheck.Of([round with { LongSample = new(250e-3, 285e-3, 1e-3) }], Timer)!.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Fewer_than_half_of_the_rounds_do_not_make_a_row_suspect()
    {
        var (right, wrong) = (Sample(20e-3, 20.1e-3, 0.1e-3), Sample(5e-3, 20.1e-3, 0.1e-3));
        Assert.Equal(ClockOutcome.Agrees, Check(right, wrong, right));
        Assert.Equal(ClockOutcome.Disagrees, Check(wrong, right));
        Assert.Contains("so in 2 of 3 rounds", ClockCheck.Of([wrong, right, wrong], Timer)!.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void The_reason_contains_the_readings_of_both_clocks()
    {
        var check = ClockCheck.Of([Sample(device: 2.38e-3, host: 2.387, enqueue: 75e-3)], Timer)!;
        Assert.Contains("read 2.38 ms, the host's clock 2.387 s (75 ms to enqueue)", check.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_device_that_the_hosts_clock_times_is_exempt_from_the_check() =>
        Assert.Equal(ClockOutcome.Exempt, ClockCheck.Of([Sample(2e-3, 2e-3, 2e-3)], new(DeviceTimer.HostStopwatch, 1e-9, 0))!.Outcome);

    [Fact]
    public void A_row_of_a_file_is_checked_only_with_the_times_that_it_has()
    {
        var without = Sample(2e-3, 2e-3, 0) with { HostSeconds = null, EnqueueSeconds = null, ClosestSample = null };
        Assert.Null(Check(without));
        // Medians alone may contain delays of a busy host.
        Round Medians(double device, double host) => Sample(device, host, 0.1e-3) with { ClosestSample = null };
        Assert.Equal(ClockOutcome.NotLonger, Check(Medians(2e-3, 40e-3)));
        Assert.Equal(ClockOutcome.Agrees, Check(Medians(1, 2.5)));
        Assert.Equal(ClockOutcome.Disagrees, Check(Medians(2.4e-3, 2.4)));
        Assert.Equal(ClockOutcome.Disagrees, Check(Medians(3, 1)));
        Assert.Equal(ClockOutcome.NotLonger, Check(Medians(2e-3, 2.4) with { EnqueueSeconds = null }));
        Assert.Equal(ClockOutcome.Disagrees, ClockCheck.Of([Medians(2.4e-3, 2.4)], timer: null)!.Outcome);
    }

    /// <summary>Workers of one device calibrate its timer one after the other, with different results on a busy machine.</summary>
    [Fact]
    public void A_row_is_checked_with_the_timer_that_its_document_has()
    {
        var started = Plans.Started(Plans.Create(new RunRequest { Rounds = 1, Axes = [AxisValues.Parse("n=10")] }));
        var (device, key) = (started.Plan.Devices[0].Device, started.Plan.Devices[0].Trials[0].Trial.Key);
        JournalEntry[] entries =
        [
            new DeviceOpened(device, "an engine", Timer),
            new DeviceOpened(device, "an engine", Timer with { HostOverheadSeconds = 20e-6 }),
            Plans.Finished(key, 0, 1e-5) with { Round = Sample(device: 0.1e-3, host: 0.3e-3, enqueue: 0.02e-3) },
            new RunEnded(DateTimeOffset.UnixEpoch),
        ];
        var document = DocumentBuilder.Build(new RunProgress(started, entries), entries, Plans.Definitions);
        using var folder = new TemporaryFolder();
        var path = folder.Combine("results.json");
        ResultFile.Write(path, document);
        var check = Assert.Single(ResultFile.Read(path, Plans.Definitions).Rows).ClockCheck;
        Assert.NotNull(check);
        Assert.Equal(document.Rows[0].ClockCheck, check);
    }
}
