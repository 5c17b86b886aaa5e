using GpuBench.Measuring.Planning;
using GpuBench.Measuring.Workloads;
using Xunit;

namespace GpuBench.Tests.Measuring;

public sealed class BudgetAdviceTests
{
    [Theory]
    [InlineData(1, "10s")]
    [InlineData(90, "90s")]
    [InlineData(91, "100s")]
    [InlineData(180, "180s")]
    [InlineData(181, "4m")]
    [InlineData(3 * 3600, "180m")]
    [InlineData(3 * 3600 + 1, "4h")]
    public void A_proposed_budget_is_rounded_up_to_tens_of_seconds_minutes_or_hours(double seconds, string expected) =>
        Assert.Equal(expected, BudgetAdvice.Option(seconds));

    [Fact]
    public void The_missing_time_is_added_with_a_margin_and_divided_by_the_devices_share()
    {
        Assert.Equal("raise --budget to 150s", new BudgetAdvice(Suite.Quick, 100, 0.5).ForTime(20));
        Assert.Contains("try 4m", new BudgetAdvice(Suite.Quick, 100, 1).ForTime(null), StringComparison.Ordinal);
        Assert.Equal("raise --budget", new BudgetAdvice(Suite.Quick, null, 1).ForTime(20));
    }

    [Theory]
    // Ten rounds that take 1.5 s more each, and a margin of a quarter.
    [InlineData(Suite.Quick, 100.0, 2.0, "raise --budget to 120s, or choose a smaller point")]
    [InlineData(Suite.Quick, 100.0, 8.5, "choose --suite lab --budget 4m, or a smaller point")]
    [InlineData(Suite.Lab, null, 15.0, "choose --suite full or a smaller point")]
    [InlineData(Suite.Full, null, 50.0, "choose a smaller point: no suite has rounds of 50 s")]
    public void A_launch_too_long_for_its_round_needs_a_larger_budget_another_suite_or_a_smaller_point(
        Suite suite, double? budget, double needed, string expected) =>
        Assert.Equal(expected, new BudgetAdvice(suite, budget, 1).ForRounds(needed, 0.5, roundCount: 10));
}
