using GpuBench.Publications.Accelerators;
using GpuBench.Publications.Normalising;
using GpuBench.Publications.Normalising.Rules;
using Xunit;

namespace GpuBench.Tests.Publications;

/// <summary>A figure that does not name its variant carries the range of its variants.</summary>
public sealed class VariantDoubtTests
{
    private static readonly IReadOnlyList<Observation> Figures = Normalizer.Shipped.Figures.All;

    private static Observation First(string accelerator, string variant, string quantity) => Figures.First(figure =>
        figure.Variant == new VariantId(accelerator, variant) && figure.Quantity.Name == quantity && figure.Unusable is null);

    /// <summary>756 of an H100 PCIe to 989.4 of an H100 SXM5 is a factor of 1.31.</summary>
    [Fact]
    public void The_spread_of_an_unstated_variant_covers_the_peaks_of_all_variants()
    {
        var spread = First("h100", "unstated", "gemm-throughput").VariantDoubt!.Spread;
        Assert.InRange(spread.High, 989.4 / 756, 2);
        Assert.InRange(spread.Low, 0.5, 756 / 989.4);
    }

    [Fact]
    public void A_pair_with_an_unstated_variant_is_a_range_and_says_so()
    {
        var (mine, theirs) = (First("h20", "96gb-hbm3", "gemm-throughput"), First("h100", "unstated", "gemm-throughput"));
        var comparison = Normalizer.Shipped.Rules.Compare(mine, mine with { VariantDoubt = theirs.VariantDoubt, Variant = theirs.Variant });
        Assert.Equal((Verdict.Range, true), (comparison.Verdict, comparison.IsRangeOnly));
        Assert.EndsWith("variant", comparison.Why, StringComparison.Ordinal);
        Assert.True(comparison.Interval!.Value.Low < 0.77 && comparison.Interval.Value.High > 1.31);
    }

    [Theory]
    [InlineData("a800", "80gb", "pcie-80gb", true)]
    [InlineData("a100", "sxm4", "sxm4-80gb", true)]
    [InlineData("a100", "80gb", "sxm4", false)]
    [InlineData("a100", "sxm4-80gb", "sxm4-80gb", false)]
    [InlineData("ascend-910b", "b4", "b4-1", false)]
    [InlineData("ascend-910a", "a", "pro-a", false)]
    [InlineData("ascend-910c", "die", "die-9381", true)]
    [InlineData("h100", "unstated", "die", false)]
    public void A_variant_covers_those_that_it_names_in_part(string accelerator, string mine, string theirs, bool covers) =>
        Assert.Equal(covers, new VariantId(accelerator, mine).Covers(new VariantId(accelerator, theirs)));

    [Fact]
    public void A_figure_of_a_variant_named_in_part_says_which_it_may_be()
    {
        var doubt = First("a800", "80gb", "interconnect-peak").VariantDoubt!;
        Assert.Equal("variant: 80gb may be sxm4-80gb or pcie-80gb", doubt.Why);
    }

    [Fact]
    public void A_figure_that_names_its_variant_has_no_doubt() =>
        Assert.Null(First("h20", "96gb-hbm3", "gemm-throughput").VariantDoubt);
}
