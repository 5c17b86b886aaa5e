using GpuBench.Measuring.Statistics;
using GpuBench.Publications.Normalising.Rules;
using Xunit;

namespace GpuBench.Tests.Publications.Rules;

public sealed class ComparisonRulesTests
{
    private static readonly IReadOnlyList<IComparisonRule> All = new ComparisonRules(new Interval(0.9, 1.2)).All;

    /// <summary>If two rules had the same specificity, the nearest miss would depend on the order of the figures.</summary>
    [Fact]
    public void No_two_rules_have_the_same_specificity() =>
        Assert.Empty(All
            .GroupBy(rule => rule.Specificity)
            .Where(same => same.Count() > 1)
            .Select(same => string.Join(", ", same.Select(rule => rule.Name))));

    /// <summary>The name identifies the rule that refused a comparison.</summary>
    [Fact]
    public void No_two_rules_have_the_same_name() => Assert.Equal(All.Count, All.DistinctBy(rule => rule.Name).Count());
}
