using GpuBench.Measuring.Statistics;
using GpuBench.Reports.Formatting;
using Xunit;

namespace GpuBench.Tests.Reports;

public sealed class RatioTextTests
{
    [Theory]
    [InlineData(0.17379, "0.174")]
    [InlineData(2.3616, "2.36")]
    [InlineData(1, "1.00")]
    [InlineData(58.34, "58.3")]
    [InlineData(1234.5, "1230")]
    [InlineData(0.0299, "0.0299")]
    [InlineData(0.009, "1/111")]
    [InlineData(0.00103, "1/971")]
    [InlineData(1e-6, "1/1000000")]
    public void A_ratio_has_three_digits_and_is_never_zero(double ratio, string text) => Assert.Equal(text, RatioText.Of(ratio));

    [Fact]
    public void The_interval_follows_the_ratio() =>
        Assert.Equal("0.174 (0.166 … 0.182)", RatioText.Of(0.174, new Interval(0.166, 0.182)));

    [Fact]
    public void Both_ends_of_the_interval_of_a_small_ratio_are_fractions() =>
        Assert.Equal("1/111 (1/125 … 1/90.9)", RatioText.Of(0.009, new Interval(0.008, 0.011)));

    [Fact]
    public void The_interval_of_a_ratio_of_some_percent_is_in_decimals() =>
        Assert.Equal("0.0299 (0.0149 … 0.0448)", RatioText.Of(0.0299, new Interval(0.01493, 0.04478)));

    [Fact]
    public void An_interval_too_narrow_to_print_is_left_out() =>
        Assert.Equal("0.358", RatioText.Of(0.35783, new Interval(0.35778, 0.35788)));

    [Fact]
    public void A_lower_or_upper_bound_is_printed_with_its_sign()
    {
        Assert.Equal("≥ 0.500 (0.450 … 0.550)", RatioText.Of(0.5, new Interval(0.45, 0.55), isLowerBound: true));
        Assert.Equal("≤ 0.500 (0.450 … 0.550)", RatioText.Of(0.5, new Interval(0.45, 0.55), isUpperBound: true));
    }

    [Fact]
    public void A_range_is_printed_without_a_value()
    {
        Assert.Equal("0.250 … 0.280", RatioText.Of(null, new Interval(0.25, 0.28)));
        Assert.Equal("≥ 0.250", RatioText.Of(null, new Interval(0.25, 0.28), isLowerBound: true));
        Assert.Equal("≤ 0.280", RatioText.Of(null, new Interval(0.25, 0.28), isUpperBound: true));
    }

    [Fact]
    public void A_refused_ratio_has_no_text() => Assert.Empty(RatioText.Of(null, null));
}
