using GpuBench.Publications.Projecting;
using GpuBench.Publications.Projecting.Validating;
using Xunit;

namespace GpuBench.Tests.Publications.Projecting;

public sealed class ProjectorTests
{
    private const string MatMul = "h100-sxm5-80gb-80gb-hbm3-gemm-throughput-bf16-004";
    private const string Attention = "h100-sxm5-80gb-attention-forward-throughput-fp16-001";
    private const string Decode = "model-h20-96gb-hbm3-sglang-qwen3-8b-bf16-b1-p1-g2048-decode-001";

    [Fact]
    public void A_product_with_figures_of_several_publications_is_known()
    {
        var projection = Shipped.Projector.Of(Shipped.Measured(MatMul), Shipped.Product("h100"));
        Assert.Null(projection.Refusal);
        Assert.Equal(Question.Publication, projection.Question);
        // The figure itself: 797 TFLOP/s.
        Assert.InRange(797.51e12, projection.ValueInterval.Low, projection.ValueInterval.High);
    }

    [Theory]
    [InlineData("l2", Question.Accelerator)]
    [InlineData("l20", Question.Accelerator)]
    public void A_product_with_few_figures_is_projected_from_its_peaks(string name, Question question)
    {
        var projection = Shipped.Projector.Of(Shipped.Measured(MatMul), Shipped.Product(name));
        Assert.Null(projection.Refusal);
        Assert.Equal(question, projection.Question);
    }

    [Fact]
    public void A_product_without_a_peak_is_refused() => Assert.Equal(
        "no peak of its matrix units in bf16 is published",
        Shipped.Projector.Of(Shipped.Measured(MatMul), Shipped.Product("rtx-5090-d")).Refusal);

    [Fact]
    public void Nothing_is_projected_faster_than_the_nominal_roof()
    {
        foreach (var size in (string[])["4096", "16384", "65536"])
        {
            var projection = Shipped.Projector.Of(
                Shipped.Measured(MatMul, ("m", size), ("n", size), ("k", size)), Shipped.Product("h20"));
            Assert.True(projection.Value <= 148e12 * (1 + 1e-9), $"{projection.Value}");
            Assert.True(projection.ValueInterval.High <= 148e12 * (1 + 1e-9));
        }
    }

    [Fact]
    public void A_size_beyond_the_figures_is_named_and_widens_the_interval()
    {
        var inside = Shipped.Projector.Of(Shipped.Measured(MatMul), Shipped.Product("h100"));
        var outside = Shipped.Projector.Of(
            Shipped.Measured(MatMul, ("m", "65536"), ("n", "65536"), ("k", "65536")), Shipped.Product("a100"));
        Assert.DoesNotContain(inside.Remarks, remark => remark.StartsWith("extrapolated", StringComparison.Ordinal));
        Assert.Contains(outside.Remarks, remark => remark.StartsWith("extrapolated: K 6.55E+04", StringComparison.Ordinal));
        Assert.True(outside.HalfWidth > inside.HalfWidth);
    }

    [Fact]
    public void An_interval_is_at_most_four_times_as_high_as_low()
    {
        foreach (var product in (string[])["h100", "h20", "910b", "a100", "h200", "mi300x", "v100", "l20"])
        {
            foreach (var id in (string[])[MatMul, Attention, Decode])
            {
                var projection = Shipped.Projector.Of(Shipped.Measured(id), Shipped.Product(product));
                if (projection.Refusal is null)
                    Assert.True(projection.SecondsInterval.High <= Projector.WidestInterval * projection.SecondsInterval.Low);
                else
                    Assert.NotEmpty(projection.Refusal);
            }
        }
    }

    [Fact]
    public void An_eager_task_measured_here_speaks_for_an_engine_of_graphs()
    {
        var projection = Shipped.Projector.Of(Shipped.Measured(Decode), Shipped.Product("h100"));
        Assert.Equal("an engine of graphs or C++", projection.Engine);
        Assert.Equal("decode", projection.Class);
    }

    [Fact]
    public void Attention_measured_here_is_projected_onto_the_fastest_published_kernel()
    {
        var measured = Shipped.Measured(Attention) with { Kernel = null };
        Assert.Contains(
            Shipped.Projector.Of(measured, Shipped.Product("h100")).Engine,
            (string[])["flash-attention-3", "flash-attention-4", "cudnn"]);
        Assert.Equal("no kernel of this kind is published for its family", Shipped.Projector.Of(measured, Shipped.Product("v100")).Refusal);
    }

    [Theory]
    [InlineData("Qwen3-30B-A3B", "the shape of Qwen3-30B-A3B is not known, or it has experts")]
    [InlineData("Unheard-Of-1B", "the shape of Unheard-Of-1B is not known, or it has experts")]
    public void A_model_without_a_known_dense_shape_is_refused(string model, string refusal) => Assert.Equal(
        refusal, Shipped.Projector.Of(Shipped.Measured(Decode, ("model", model)), Shipped.Product("h100")).Refusal);

    [Fact]
    public void Attention_in_fp32_is_refused_because_no_fused_kernel_of_it_is_published() => Assert.Equal(
        "no law covers attention in fp32",
        Shipped.Projector.Of(
            Shipped.Measured(Attention) with { Kernel = null, DType = new("fp32") }, Shipped.Product("910b2")).Refusal);

    [Theory]
    [InlineData("v100", "bf16", "tensor", "no peak of its matrix units in bf16 is published")]
    [InlineData("910b2", "fp32", "simt", "its matrix units do fp32, and sources disagree about how")]
    public void A_product_of_a_type_that_the_matrix_units_lack_or_that_is_disputed_is_refused(
        string product, string type, string unit, string refusal) => Assert.Equal(
        refusal,
        Shipped.Projector.Of(Shipped.Measured(MatMul) with { DType = new(type), HardwareUnit = unit }, Shipped.Product(product)).Refusal);

    /// <summary>The variant of the V100 is named by its 16 GB, and no source states them otherwise.</summary>
    [Theory]
    [InlineData("v100")]
    [InlineData("a100")]
    public void A_model_that_does_not_fit_is_refused(string product) => Assert.Contains(
        "needs ", Shipped.Projector.Of(Shipped.Measured(Decode, ("model", "Llama-3-70B")), Shipped.Product(product)).Refusal,
        StringComparison.Ordinal);

    [Fact]
    public void Heads_with_fewer_elements_of_values_than_of_keys_count_both()
    {
        var figure = Shipped.Figure("h100-unstated-pith-train-3-attention-forward-throughput-bf16-007");
        var task = Shipped.Law("attention").Read(figure)!.Value.Task!;
        // The source prints 633.59 TFLOP/s and 2.169 ms.
        Assert.Equal(2.169e-3, task.Amount / figure.Value, 6);
    }

    [Fact]
    public void A_link_is_refused() => Assert.Equal(
        "a link has no law",
        Shipped.Projector.Of(
            Shipped.Measured(MatMul) with { Kind = "link", CrossesLink = true }, Shipped.Product("h100")).Refusal);

    [Fact]
    public void Without_a_stored_model_nothing_is_projected() => Assert.Equal(
        "results/projection.json is missing",
        new Projector(null, Shipped.Sheets).Of(Shipped.Measured(MatMul), Shipped.Product("h100")).Refusal);
}
