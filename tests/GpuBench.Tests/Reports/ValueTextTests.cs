using GpuBench.Measuring.Trials;
using GpuBench.Reports.Formatting;
using Xunit;

namespace GpuBench.Tests.Reports;

public sealed class ValueTextTests
{
    [Theory]
    [InlineData(27.9e9, ValueUnit.FlopPerSecond, "27.9 GFLOP/s")]
    [InlineData(412e3, ValueUnit.LaunchesPerSecond, "412 klaunch/s (2.43 µs)")]
    [InlineData(40.0, ValueUnit.LaunchesPerSecond, "40.0 launch/s (25.0 ms)")]
    [InlineData(5e6, ValueUnit.LaunchesPerSecond, "5.00 Mlaunch/s (200 ns)")]
    [InlineData(null, ValueUnit.LaunchesPerSecond, "")]
    public void A_rate_of_launches_includes_the_time_of_one_launch(double? value, ValueUnit unit, string text) =>
        Assert.Equal(text, ValueText.Of(value, unit));
}
