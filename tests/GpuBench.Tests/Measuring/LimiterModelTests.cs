using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Results;
using GpuBench.Measuring.Rounds;
using GpuBench.Measuring.Trials;
using GpuBench.Tests.Fakes;
using GpuBench.Workloads.Definitions;
using Xunit;

namespace GpuBench.Tests.Measuring;

public sealed class LimiterModelTests
{
    [Theory]
    [InlineData(0.95, "cuda-event", Limiter.Host)]
    [InlineData(0.5, "cuda-event", Limiter.Unknown)]
    [InlineData(null, "cuda-event", Limiter.Unknown)]
    // A call that waits for its work takes all of the work's time, so the share shows nothing.
    [InlineData(1.0, DeviceTimer.HostStopwatch, Limiter.Unknown)]
    public void A_device_that_waits_for_the_host_is_bound_by_it(double? enqueueShare, string timer, Limiter expected)
    {
        var row = Rows.Of(
            MatMulDefinition.Instance, Rows.Square(64), Rows.Bf16, 1e12, Rows.Cuda("an imaginary card"), "torchsharp",
            HardwareUnit.Tensor) with
        {
            Timer = timer,
        };
        row = row with { Rounds = [.. row.Rounds.Select(round => round with { EnqueueSeconds = enqueueShare * round.SamplesSeconds[0] })] };
        Assert.Equal(expected, Assert.Single(LimiterModel.Apply([row], [MatMulDefinition.Instance])).Limiter);
    }

    [Fact]
    public void A_round_keeps_the_hosts_time_to_enqueue_a_launch()
    {
        var device = new FakeDevice(_ => 1e-3) { EnqueueShare = 0.25 };
        var round = RoundRunner.Run(
            device, new FakeTrial(), new(10, new FixedCount(5), Regime.Burst, LaunchMode.Batch),
            index: 0, WallClock.Start(device.Time), device.Time);
        Assert.Equal(0.25e-3, round.EnqueueSeconds!.Value, 1e-9);
    }
}
