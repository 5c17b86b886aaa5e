using GpuBench.Measuring.Results;
using GpuBench.Measuring.Trials;
using GpuBench.Publications.Normalising;
using GpuBench.Tests.Fakes;
using GpuBench.Workloads.Definitions;
using Xunit;

namespace GpuBench.Tests.Publications;

/// <summary>libtorch's attention is compared with the kernel family that it used, and is a lower bound for every other.</summary>
public sealed class AttentionFamilyTests
{
    private const string Flash = "scaled_dot_product_attention, flash kernel, TF32 off, fp16 sums off";

    private static RowComparison Compare(string kernel, double rate, string engine = "torchsharp", int heads = 16)
    {
        var (point, device) = (Rows.Heads(1, heads, 16384, 128, "full"), Rows.Cuda("NVIDIA H100 80GB HBM3"));
        var row = Rows.Of(AttentionDefinition.Instance, point, Rows.Fp16, rate, device, engine, HardwareUnit.Tensor);
        var h100 = new ResultNormalizer(Normalizer.Shipped, [Normalizer.Shipped.Names.Resolve("h100")]);
        return h100.Fill(Rows.Document(row with { Kernel = kernel })).Rows[0].Comparisons[0];
    }

    private static double Published(string kernel) => Normalizer.Shipped.Figures.All
        .Where(figure => figure.Variant!.Value.ToString() == "h100-sxm5-80gb" && figure.Kernel == kernel && figure.Unusable is null
            && figure.DType!.Input == "fp16"
            && (figure.Word("t"), figure.Word("d"), figure.Word("h"), figure.Word("causal")) == ("16384", "128", "16", "false"))
        .Max(figure => figure.Value);

    [Fact]
    public void An_H100_that_reaches_the_published_FlashAttention_2_is_one_H100()
    {
        var comparison = Compare(Flash, Published("flash-attention-2"));
        Assert.Equal(1, comparison.Ratio!.Value, 6);
        Assert.Equal(("unit", "like", false), (comparison.Kind, comparison.Verdict, comparison.IsLowerBound));
        Assert.Equal("flash-attention-2", Normalizer.Shipped.Figures.Find(comparison.Figure!)!.Kernel);
    }

    [Theory]
    [InlineData("scaled_dot_product_attention, math kernel", "torchsharp")]
    [InlineData("fused", "ilgpu")]
    public void A_kernel_of_no_published_family_gives_a_lower_bound(string kernel, string engine)
    {
        var comparison = Compare(kernel, Published("flash-attention-2"), engine);
        Assert.Equal(("bound", true), (comparison.Verdict, comparison.IsLowerBound));
        Assert.Equal(Published("flash-attention-2") / Published("flash-attention-3"), comparison.Ratio!.Value, 6);
    }

    [Fact]
    public void Fewer_heads_give_a_lower_bound_for_libtorch_too()
    {
        var comparison = Compare(Flash, Published("flash-attention-2"), heads: 8);
        Assert.Equal(("bound", true), (comparison.Verdict, comparison.IsLowerBound));
        Assert.Contains("8 of 16 heads", comparison.Why, StringComparison.Ordinal);
    }
}
