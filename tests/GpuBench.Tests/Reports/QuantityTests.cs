using GpuBench.Measuring;
using GpuBench.Measuring.Statistics;
using Xunit;

namespace GpuBench.Tests.Reports;

public class QuantityTests
{
    [Theory]
    [InlineData(27.1e9, 28.4e9, "27.1 … 28.4 G")]
    [InlineData(0.8, 1.2, "0.80 … 1.20")]
    [InlineData(401e6, 1.48e9, "0.40 … 1.48 G")]
    [InlineData(0, 2e9, "0.00 … 2.00 G")]
    [InlineData(6.05e6, 2e9, "6.05 M … 2.00 G")]
    [InlineData(12, 2e3, "12.0 … 2.00 k")]
    public void Both_ends_of_an_interval_keep_their_digits(double low, double high, string expected) =>
        Assert.Equal(expected, Quantity.Format(new Interval(low, high)));
}
