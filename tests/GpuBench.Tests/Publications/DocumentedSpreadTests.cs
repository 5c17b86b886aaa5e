using System.Globalization;
using GpuBench.Measuring.Statistics;
using GpuBench.Publications.Normalising;
using Xunit;

namespace GpuBench.Tests.Publications;

/// <summary>The page about the method states spreads that follow from the data. They change when figures are added.</summary>
public sealed class DocumentedSpreadTests
{
    private static readonly string Method = File.ReadAllText(Repository.File("results/METHOD.md"));

    [Fact]
    public void The_method_states_the_spread_of_bf16_divided_by_fp16() =>
        Assert.Contains($"published pairs have ({Text(Normalizer.Shipped.HalfTypeSpread)})", Method, StringComparison.Ordinal);

    [Theory]
    [InlineData(WorkSize.Small)]
    [InlineData(WorkSize.Large)]
    public void The_method_states_the_spread_of_scaling_by_peaks(WorkSize size) =>
        Assert.Contains($"× {Text(Normalizer.Shipped.Scaling.Spread(size))}", Method, StringComparison.Ordinal);

    private static string Text(Interval spread) => string.Create(CultureInfo.InvariantCulture, $"{spread.Low:F2} … {spread.High:F2}");
}
