using GpuBench.Measuring.Devices;
using Xunit;

namespace GpuBench.Tests.Measuring;

public sealed class TimerCalibrationTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(1e9)]
    public void The_overhead_of_a_timer_is_between_zero_and_the_hosts_overhead_for_every_reading(double reading)
    {
        var timer = TimerCalibration.Calibrate("opencl-profiling", 100e-9, () => new(reading, 0));
        Assert.InRange(timer.HostOverheadSeconds!.Value, 0, 1);
        Assert.InRange(timer.OverheadSeconds, 0, timer.HostOverheadSeconds.Value);
    }

    [Fact]
    public void A_slow_empty_call_is_not_repeated_a_hundred_times()
    {
        var calls = 0;
        TimerCalibration.Calibrate("opencl-profiling", 100e-9, () =>
        {
            calls++;
            Thread.Sleep(150);
            return new(0.1, 0);
        });
        Assert.InRange(calls, 11, 40);
    }
}
