using GpuBench.Publications.Normalising;
using GpuBench.Publications.Normalising.Rules;
using GpuBench.Publications.Projecting;
using Xunit;

namespace GpuBench.Tests.Publications.Projecting;

/// <summary>Tasks that a product cannot do, or whose time is not its own.</summary>
public sealed class RefusedProjectionTests
{
    private static readonly Normalizer Published = Normalizer.Shipped;

    /// <summary>70.6 billion weights in two bytes; 80 layers of 8 heads of 128 for keys and values.</summary>
    [Fact]
    public void A_model_that_does_not_fit_is_refused_with_the_arithmetic()
    {
        var refused = Project(ImaginaryTasks.Decode("Llama-3-70B", 1, 8192), "h100");

        Assert.Equal("needs 143.8 GB of 80 GB: weights 141.1 GB, keys and values 2.7 GB", refused.Refusal);
        Assert.Equal("decode", refused.Class);
        Assert.Null(Project(ImaginaryTasks.Decode("Llama-3-70B", 1, 8192, devices: 8), "h100").Refusal);
    }

    [Fact]
    public void Each_device_adds_its_memory() => Assert.StartsWith(
        "needs 1515.6 GB of 8 × 80 GB:",
        Project(ImaginaryTasks.Decode("Llama-3-70B", 512, 8192, devices: 8), "h100").Refusal!, StringComparison.Ordinal);

    [Fact]
    public void Operands_of_a_product_must_fit()
    {
        const double Fits = 100_000, TooLarge = 141_421.356;
        Assert.Equal("needs 120 GB of 80 GB: operands", Project(ImaginaryTasks.MatMul(TooLarge, TooLarge, TooLarge), "h100").Refusal);
        Assert.DoesNotContain(
            "needs", Project(ImaginaryTasks.MatMul(Fits, Fits, Fits), "h100").Refusal ?? "", StringComparison.Ordinal);
    }

    /// <summary>Every source ran its task. LMDeploy takes requests that do not fit in turns.</summary>
    [Fact]
    public void Every_published_task_fits_its_own_product() => Assert.DoesNotContain(
        Published.Figures.All.Where(figure =>
            figure.Unusable is null && figure.Program?.StartsWith("lmdeploy", StringComparison.Ordinal) != true),
        figure => Published.Projector.Of(figure, figure.Variant!.Value).Refusal?.StartsWith("needs ", StringComparison.Ordinal) == true);

    [Theory]
    [InlineData("h100")]
    [InlineData("h20")]
    [InlineData("910b")]
    public void Eager_decoding_is_never_given_as_a_property_of_a_product(string onto)
    {
        var projection = Project(ImaginaryTasks.Decode("Qwen2.5-7B", 1, 1024, "transformers 4.46"), onto);

        Assert.True(projection.IsHostBound);
        Assert.Matches("^the host limits eager decoding, not the product: [0-9]+ µs a layer$", projection.Refusal!);
    }

    [Fact]
    public void Eager_decoding_that_the_device_limits_says_what_it_contains()
    {
        var projection = Project(ImaginaryTasks.Decode("Qwen2.5-32B", 32, 96, "transformers 4.46"), "a100");

        Assert.Null(projection.Refusal);
        Assert.Contains(projection.Remarks, remark => remark.StartsWith("an eager engine copies", StringComparison.Ordinal));
        Assert.DoesNotContain(
            Project(ImaginaryTasks.Decode("Qwen2.5-32B", 32, 96), "a100").Remarks,
            remark => remark.StartsWith("an eager", StringComparison.Ordinal));
    }

    [Fact]
    public void An_eager_prefill_and_a_graph_are_the_device_s()
    {
        Assert.Null(Project(ImaginaryTasks.Decode("Qwen2.5-7B", 1, 1024), "h100").Refusal);
        Assert.False(Project(ImaginaryTasks.Prefill("Qwen2.5-7B", 8, 4096, "transformers 4.46"), "h100").IsHostBound);
    }

    /// <summary>cuDNN does not run on an Ascend, and a task that was measured here may be done by any kernel there.</summary>
    [Fact]
    public void Attention_is_projected_onto_kernels_that_are_published_for_the_family()
    {
        Assert.Equal("flash-attention-2", Project(ImaginaryTasks.Attention("flash-attention-2"), "h100").Engine);
        Assert.NotEqual("flash-attention-2", Project(ImaginaryTasks.Attention("flash-attention-2"), "910b").Engine);
        Assert.Equal(
            Project(ImaginaryTasks.Attention(null) with { Source = null }, "h100").Engine,
            Project(ImaginaryTasks.Attention("flash-attention-2") with { Source = null }, "h100").Engine);
    }

    private static Projection Project(Observation task, string onto) => Published.Projector.Of(task, Published.Names.Resolve(onto));
}
