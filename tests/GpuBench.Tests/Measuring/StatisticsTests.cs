using GpuBench.Measuring.Results;
using GpuBench.Measuring.Statistics;
using GpuBench.Tests.Fakes;
using MathNet.Numerics.Distributions;
using Xunit;

namespace GpuBench.Tests.Measuring;

public sealed class StatisticsTests
{
    [Theory]
    [InlineData(new[] { 3.0, 1, 2 }, 2)]
    [InlineData(new[] { 4.0, 1, 2, 3 }, 2.5)]
    [InlineData(new[] { 7.0 }, 7)]
    public void The_median_is_the_middle(double[] values, double expected) => Assert.Equal(expected, Median.Of(values));

    [Theory]
    [InlineData(5, 1, 5)] // 1 - 2·(1/2)^5 = 0.94, so even the whole range does not reach 0.95
    [InlineData(10, 2, 9)] // Hahn and Meeker, table A.18
    [InlineData(20, 6, 15)]
    [InlineData(100, 40, 61)]
    public void The_interval_of_the_median_has_the_tabulated_ranks(int count, int lowRank, int highRank)
    {
        var interval = MedianInterval.Of([.. Enumerable.Range(1, count).Select(i => (double)i)], 0.95);
        Assert.Equal(new Interval(lowRank, highRank), interval);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(10)]
    public void The_prediction_interval_contains_95_percent_of_reruns(int rounds)
    {
        const int Runs = 4000;
        var distribution = new LogNormal(mu: 3, sigma: 0.1, new Random(7));
        var hits = 0;
        for (var run = 0; run < Runs; run++)
        {
            var first = Enumerable.Range(0, rounds).Select(_ => distribution.Sample()).ToList();
            var rerun = Math.Exp(Enumerable.Range(0, rounds).Average(_ => Math.Log(distribution.Sample())));
            hits += PredictionInterval.ForRerun(first, 0.95)!.Value.Contains(rerun) ? 1 : 0;
        }
        // Four standard errors of a share of 0.95 in 4000 runs.
        Assert.InRange((double)hits / Runs, 0.95 - 0.014, 0.95 + 0.014);
    }

    [Fact]
    public void One_round_gives_no_prediction_interval() => Assert.Null(PredictionInterval.ForRerun([1.0], 0.95));

    [Fact]
    public void The_prediction_interval_is_limited_to_a_factor_of_a_million_in_both_directions()
    {
        var interval = PredictionInterval.ForRerun([1.0, 1e4], 0.95)!.Value;
        Assert.Equal(1e-4, interval.Low, 1e-10);
        Assert.Equal(1e8, interval.High, 1e-2);
    }

    [Fact]
    public void The_weight_of_a_round_does_not_depend_on_its_number_of_samples()
    {
        var statistics = RowStatistics.Of([Plans.Round(0, 1, 1, 1, 1, 1), Plans.Round(1, 2), Plans.Round(2, 2)], amount: 2)!;
        Assert.Equal(1, statistics.Median);
        Assert.True(statistics.Interval.Contains(statistics.Median));
        Assert.True(statistics.Prediction!.Value.Contains(statistics.Median));
    }
}
