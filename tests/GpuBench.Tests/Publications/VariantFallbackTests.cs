using GpuBench.Measuring;
using GpuBench.Publications.Accelerators;
using GpuBench.Publications.Figures;
using GpuBench.Publications.Normalising;
using GpuBench.Reports.Figures;
using Xunit;

namespace GpuBench.Tests.Publications;

/// <summary>Where the figures of a variant come from if it has none itself.</summary>
public sealed class VariantFallbackTests
{
    private static readonly Normalizer Shipped = Normalizer.Shipped;
    private static readonly FigurePairs Pairs = new(Shipped);

    [Theory]
    [InlineData("a100-sxm4-80gb", false, "80gb sxm4 unstated")]
    [InlineData("a100-sxm4-80gb", true, "80gb sxm4 die unstated")]
    [InlineData("a800-sxm4-80gb", false, "80gb unstated")]
    [InlineData("v100-sxm2-16gb", false, "16gb sxm2 unstated")]
    [InlineData("910b2", false, "all unstated")]
    [InlineData("910b4-1", false, "all unstated")]
    [InlineData("910c-die-9391", false, "die unstated")]
    [InlineData("b200", false, "")]
    [InlineData("a100-80gb", false, "unstated")]
    public void Broader_variants_come_first_then_all_then_unstated(string name, bool ofChip, string variants) =>
        Assert.Equal(variants, string.Join(' ', Shipped.Names.Fallbacks(Shipped.Names.Resolve(name), ofChip).Select(id => id.Variant)));

    /// <summary>A D is another card with a cut for export, so the bare name must not mean it.</summary>
    [Theory]
    [InlineData("4090", "rtx-4090-base-24gb")]
    [InlineData("RTX 4090", "rtx-4090-base-24gb")]
    [InlineData("4090d", "rtx-4090-d-24gb")]
    [InlineData("RTX 4090 D", "rtx-4090-d-24gb")]
    [InlineData("5090", "rtx-5090-base-32gb")]
    [InlineData("5090 D", "rtx-5090-d")]
    [InlineData("5090 D V2", "rtx-5090-d-v2")]
    [InlineData("RTX 6000D", "rtx-pro-6000d-pcie-84gb")]
    [InlineData("L2", "l2-pcie-24gb")]
    [InlineData("V100S", "v100-v100s")]
    public void A_name_means_the_card_and_not_its_export_version(string name, string variant) =>
        Assert.Equal(variant, Shipped.Names.Resolve(name).ToString());

    [Fact]
    public void The_card_does_not_stand_for_its_export_version() =>
        Assert.Empty(Shipped.Names.Fallbacks(Shipped.Names.Resolve("4090d")));

    [Theory]
    [InlineData("a800", "a100", Quantities.LinkPeak, "a800-80gb", "a100-sxm4", 0.667)]
    [InlineData("a100", "h100", Quantities.LinkPeak, "a100-sxm4", "h100-sxm5-80gb", 0.667)]
    [InlineData("a100", "h100", Quantities.DieArea, "a100-die", "h100-die", 1.014)]
    [InlineData("a800", "h20", Quantities.MemoryCapacity, "a800-80gb", "h20-96gb-hbm3", 0.833)]
    [InlineData("a800", "h20", Quantities.LinkPeak, "a800-80gb", "h20-96gb-hbm3", 0.444)]
    [InlineData("910b", "a100", Quantities.DieArea, "ascend-910b-die", "a100-die", 0.806)]
    public void A_quantity_of_a_broader_variant_stands_for_the_named_one(
        string device, string against, string quantity, string mine, string theirs, double ratio)
    {
        var pair = Compare(device, against).Pairs.First(pair => pair.Numerator.Quantity.Name == quantity);

        Assert.Equal((mine, theirs), (pair.Numerator.Variant.ToString(), pair.Denominator.Variant.ToString()));
        Assert.InRange(pair.Ratio!.Value, ratio - 0.001, ratio + 0.001);
    }

    [Fact]
    public void A_figure_of_the_variant_itself_comes_before_any_other()
    {
        var power = Compare("a800", "a100").Pairs.Single(pair => pair.Numerator.Quantity.Name == Quantities.BoardPower);

        Assert.Equal(("sxm4-80gb", "sxm4-80gb"), (power.Numerator.Variant!.Value.Variant, power.Denominator.Variant!.Value.Variant));
    }

    /// <summary>What both have as numbers is divided, refused with a reason, or named as published for other variants.</summary>
    [Fact]
    public void No_quantity_that_both_have_is_omitted()
    {
        string[] names = ["h20", "h100", "910b", "a800", "a100", "h200", "b200", "h800"];
        foreach (var device in names)
            foreach (var against in names.Where(name => name != device))
            {
                var comparison = Compare(device, against);
                var named = comparison.Pairs.Concat(comparison.Elsewhere).Select(pair => pair.Numerator.Quantity.Name)
                    .Concat(comparison.Refused.Select(group => group.Quantity))
                    .Concat(comparison.Lonely.Select(lonely => lonely.Quantity))
                    .ToHashSet();
                var both = comparison.Figures.Numerators.Figures.Select(FigurePairs.Group)
                    .Intersect(comparison.Figures.Denominators.Figures.Select(FigurePairs.Group)).Select(group => group.Quantity);

                Assert.Empty(both.Except(named).Select(quantity => $"{device} {against} {quantity}"));
            }
    }

    [Fact]
    public void The_nearest_miss_is_of_the_same_model_if_there_is_one()
    {
        var serving = Compare("910b", "h20").Refused.Where(group => group.Quantity == "serving-throughput").ToList();
        var nearest = serving.Single(group => group.Example.StartsWith("same Qwen3-30B-A3B", StringComparison.Ordinal));

        Assert.Equal(2268.46, nearest.Numerator!.Value);
        Assert.Equal(2634.68, nearest.Denominator!.Value);
        Assert.Contains("dataset sharegpt ÷ random", nearest.Example, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("910c", "910c-128gb")]
    [InlineData("a100-pcie", "a100-pcie-40gb, a100-pcie-80gb")]
    public void A_name_of_several_variants_is_a_usage_error_that_lists_them(string name, string listed)
    {
        var error = Assert.Throws<UserError>(() => Shipped.Names.Resolve(name));

        Assert.Equal(ExitCode.Usage, error.ExitCode);
        Assert.Contains("more than one variant", error.Message, StringComparison.Ordinal);
        Assert.Contains(listed, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_variant_is_found_by_the_name_that_is_listed() =>
        Assert.All(
            Shipped.Data.Accelerators.SelectMany(
                accelerator => accelerator.Variants, (accelerator, variant) => new VariantId(accelerator.Slug, variant.Slug)),
            id => Assert.Equal(id, Shipped.Names.Resolve(Shipped.Names.Typed(id))));

    private static PublishedComparison Compare(string device, string against) =>
        PublishedComparison.Of(Shipped.Names.Resolve(device), Shipped.Names.Resolve(against), Pairs, Shipped);
}
