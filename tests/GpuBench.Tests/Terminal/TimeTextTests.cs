using GpuBench.Terminal;
using Xunit;

namespace GpuBench.Tests.Terminal;

public sealed class TimeTextTests
{
    [Theory]
    [InlineData(0, "0:00", "0 s")]
    [InlineData(7.4, "0:07", "7 s")]
    [InlineData(59.6, "1:00", "1 min")]
    [InlineData(150, "2:30", "2 min 30 s")]
    [InlineData(3_596, "59:56", "59 min 56 s")]
    [InlineData(10_796, "2:59:56", "2 h 59 min 56 s")]
    [InlineData(86_399, "23:59:59", "23 h 59 min 59 s")]
    [InlineData(93_784, "1 d 2:03:04", "1 d 2 h 3 min 4 s")]
    [InlineData(40 * 86_400, "40 d 0:00:00", "40 d")]
    [InlineData(-5, "0:00", "0 s")]
    [InlineData(double.NaN, "0:00", "0 s")]
    public void Hours_and_days_are_never_dropped(double seconds, string clock, string words)
    {
        Assert.Equal(clock, TimeText.Clock(seconds));
        Assert.Equal(words, TimeText.Words(seconds));
    }

    [Theory]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.MaxValue)]
    public void An_infinite_time_prints_days(double seconds) => Assert.Contains(" d ", TimeText.Clock(seconds), StringComparison.Ordinal);
}
