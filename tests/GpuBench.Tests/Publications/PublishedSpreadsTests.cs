using GpuBench.Publications.Normalising;
using Xunit;

namespace GpuBench.Tests.Publications;

public sealed class PublishedSpreadsTests
{
    /// <summary>One product at one size has 0.64, two others have 0.67; the next lowest is 0.84.</summary>
    [Fact]
    public void A_few_extreme_pairs_do_not_decide_the_spread_of_bf16_and_fp16()
    {
        var spread = Normalizer.Shipped.HalfTypeSpread;
        Assert.InRange(spread.Low, 0.8, 1);
        Assert.InRange(spread.High, 1, 1.13);
    }

    [Fact]
    public void Scaling_by_peaks_is_less_certain_for_products_that_launches_limit()
    {
        var scaling = Normalizer.Shipped.Scaling;
        Assert.True(scaling.Spread(WorkSize.Small).Low < scaling.Spread(WorkSize.Large).Low);
        Assert.True(scaling.Spread(WorkSize.Small).High > scaling.Spread(WorkSize.Large).High);
    }

    [Fact]
    public void Scaling_by_peaks_names_the_products_behind_its_error()
    {
        var figure = Normalizer.Shipped.Figures.All.First(figure =>
            (figure.Variant!.Value.ToString(), figure.Quantity.Name, figure.DType?.Input) == ("h100-sxm5-80gb", "gemm-throughput", "fp16"));
        var carry = Normalizer.Shipped.Scaling.Carry(figure, new("h100", "pcie-80gb"))!.Value;
        Assert.Contains("one pair of products, h100-pcie-80gb and h100-sxm5-80gb", carry.Ruling.Why, StringComparison.Ordinal);
    }
}
