using GpuBench.Measuring;
using GpuBench.Measuring.Statistics;
using Xunit;

namespace GpuBench.Tests.Reports;

public class QuantityTests
{
    [Theory]
    [InlineData(27.1e9, 28.4e9, "27.1 … 28.4 G")]
    [InlineData(0.8, 1.2, "0.800 … 1.20")]
    [InlineData(401e6, 1.48e9, "0.401 … 1.48 G")]
    [InlineData(0, 2e9, "0.00 … 2.00 G")]
    [InlineData(6.05e6, 2e9, "6.05 M … 2.00 G")]
    [InlineData(12, 2e3, "12.0 … 2.00 k")]
    public void Both_ends_of_an_interval_keep_their_digits(double low, double high, string expected) =>
        Assert.Equal(expected, Quantity.Format(new Interval(low, high)));

    [Theory]
    [InlineData(0.04728, "s", "47.3 ms")]
    [InlineData(0.00738, "s", "7.38 ms")]
    [InlineData(2327.5, "s", "2328 s")]
    [InlineData(19.45, "TPP/mm²", "19.5 TPP/mm²")]
    [InlineData(0.0456, "W", "0.0456 W")]
    [InlineData(9.996, "W", "10.0 W")]
    [InlineData(9.994, "W", "9.99 W")]
    [InlineData(0, "W", "0.00 W")]
    [InlineData(2634.68, "token/s", "2.63 ktoken/s")]
    public void A_number_has_three_significant_digits_in_every_unit(double value, string unit, string expected) =>
        Assert.Equal(expected, Quantity.Format(value, unit));
}
