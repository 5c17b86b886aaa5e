using GpuBench.Publications.Normalising;
using GpuBench.Publications.Normalising.Rules;
using Xunit;

namespace GpuBench.Tests.Publications;

/// <summary>The primary compute normaliser: torch.mm of N×N matrices, with the same script on all three accelerators.</summary>
public sealed class TorchMmTests
{
    private const string H100 = "h100-sxm5-80gb-80gb-hbm3-gemm-throughput-";
    private const string H20 = "h20-96gb-hbm3-gemm-throughput-";
    private const string Ascend = "ascend-910b-910b2-gemm-throughput-";

    [Theory]
    [InlineData("bf16", 797.51, 138.6, 301.23)]
    [InlineData("fp16", 736.19, 138.52, 305.46)]
    public void The_figures_at_8192_have_the_values_of_the_source(string dtype, double h100, double h20, double ascend)
    {
        Assert.Equal(h100, TeraFlop(H100 + dtype), 6);
        Assert.Equal(h20, TeraFlop(H20 + dtype), 6);
        Assert.Equal(ascend, TeraFlop(Ascend + dtype), 6);
    }

    [Theory]
    [InlineData("bf16", H20, H100, 0.174)]
    [InlineData("bf16", Ascend, H100, 0.378)]
    [InlineData("bf16", Ascend, H20, 2.173)]
    [InlineData("fp16", H20, H100, 0.188)]
    [InlineData("fp16", Ascend, H100, 0.415)]
    [InlineData("fp16", Ascend, H20, 2.205)]
    [InlineData("tf32", H20, H100, 0.193)]
    [InlineData("fp32", H20, H100, 0.617)]
    public void Figures_of_the_same_type_give_a_unit_ratio(string dtype, string numerator, string denominator, double ratio)
    {
        var comparison = Compare(numerator + dtype, denominator + dtype);

        Assert.Equal(Verdict.Like, comparison.Verdict);
        Assert.Equal(RatioKind.Unit, comparison.Kind);
        Assert.Equal(ratio, comparison.Ratio!.Value, 3);
        Assert.InRange(comparison.Interval!.Value.Low, ratio * 0.94, ratio);
        Assert.InRange(comparison.Interval.Value.High, ratio, ratio * 1.06);
    }

    [Fact]
    public void Tf32_is_not_divided_by_hf32()
    {
        var comparison = Compare(Ascend + "tf32", H100 + "tf32");

        Assert.Equal(Verdict.Incomparable, comparison.Verdict);
        Assert.Null(comparison.Ratio);
        Assert.Contains("hf32 against tf32", comparison.Why, StringComparison.Ordinal);
    }

    /// <summary>
    /// Sources disagree whether the 910B's fp32 rows ran in fp32. So there is no unit ratio, and the task ratio states this condition.
    /// </summary>
    [Fact]
    public void A_contested_fp32_figure_gives_only_a_task_ratio()
    {
        var comparison = Compare(Ascend + "fp32", H100 + "fp32");

        Assert.Equal(RatioKind.Task, comparison.Kind);
        Assert.NotEqual(Verdict.Like, comparison.Verdict);
        Assert.Equal(1.552, comparison.Ratio!.Value, 3);
        Assert.Contains("sources disagree", comparison.Why, StringComparison.Ordinal);
        Assert.Contains("no unit ratio", comparison.Why, StringComparison.Ordinal);
    }

    private static Comparison Compare(string numerator, string denominator) =>
        Normalizer.Shipped.Compare(numerator + "-004", denominator + "-004");

    private static double TeraFlop(string id) => Normalizer.Shipped.Figures.Find(id + "-004")!.Value / 1e12;
}
