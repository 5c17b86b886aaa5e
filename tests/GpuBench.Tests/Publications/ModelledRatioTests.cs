using System.Text.Json.Nodes;
using GpuBench.Measuring.Results;
using GpuBench.Measuring.Trials;
using GpuBench.Publications.Data;
using GpuBench.Publications.Normalising;
using GpuBench.Publications.Normalising.Rules;
using GpuBench.Publications.Projecting;
using GpuBench.Tests.Fakes;
using GpuBench.Workloads.Definitions;
using Xunit;

namespace GpuBench.Tests.Publications;

/// <summary>Ratios to times that laws give, for work without a measured pair.</summary>
public sealed class ModelledRatioTests
{
    private static readonly RowDevice Imaginary = Rows.Cuda("NVIDIA Imaginary");

    private static readonly ResultRow Unpublished = Rows.MatMul(500, Rows.Bf16, 50e12, Imaginary);

    private static ResultNormalizer Against(string name) => new(Normalizer.Shipped, [Normalizer.Shipped.Names.Resolve(name)]);

    private static RowComparison To(string name, ResultRow row) => Against(name).Fill(Rows.Document(row)).Rows[0].Comparisons[0];

    private static Projection Projected(string name, ResultRow row) => Normalizer.Shipped.Projector.Of(
        Against(name).SidesOf(Rows.Document(row)).Row(row).As("median"), Normalizer.Shipped.Names.Resolve(name));

    [Fact]
    public void An_unpublished_shape_is_divided_by_the_time_of_a_law()
    {
        var (comparison, projection) = (To("h100", Unpublished), Projected("h100", Unpublished));
        Assert.Equal(("modelled", "task", null, null), (comparison.Verdict, comparison.Kind, comparison.Figure, comparison.Refused));
        Assert.Equal(50e12 / projection.Value, comparison.Ratio!.Value, 1e-9);
        Assert.Equal(2 * 500.0 * 500 * 500 / projection.Value, comparison.Projection!.Seconds, 1e-12);
        Assert.Equal(projection.SecondsInterval.Low, comparison.Projection.Low, 1e-12);
        Assert.Equal(projection.SecondsInterval.High, comparison.Projection.High, 1e-12);
        Assert.Equal("gemm", comparison.Projection.Class);
    }

    /// <summary>A row without scatter has the interval of the projection.</summary>
    [Fact]
    public void The_interval_joins_that_of_the_row_and_that_of_the_law()
    {
        var projection = Projected("h100", Unpublished);
        var exact = To("h100", Unpublished);
        Assert.Equal(projection.ValueInterval.High / projection.Value, exact.Ratio!.Value / exact.Low!.Value, 1e-6);
        var wide = To("h100", Unpublished with { PredictLow = 25e12, PredictHigh = 100e12 });
        var joined = Math.Sqrt(Math.Pow(Math.Log(2), 2) + Math.Pow(Math.Log(projection.Value / projection.ValueInterval.Low), 2));
        Assert.Equal(Math.Exp(joined), wide.High!.Value / wide.Ratio!.Value, 1e-6);
    }

    [Fact]
    public void A_measured_pair_comes_before_a_modelled_time()
    {
        var published = To("h100", Rows.MatMul(8192, Rows.Bf16, 500e12, Imaginary));
        Assert.Equal(("like", null), (published.Verdict, published.Projection));
    }

    [Fact]
    public void The_reasons_name_law_question_error_and_nominal_bound()
    {
        var why = To("h100", Unpublished).Why;
        Assert.StartsWith("as gemm, from ", why, StringComparison.Ordinal);
        Assert.Contains("errors of the law: median ×÷1.", why, StringComparison.Ordinal);
        Assert.EndsWith("at most 1102.6 TFLOP/s there by nominal figures", why, StringComparison.Ordinal);
    }

    [Fact]
    public void A_kernel_of_our_own_stays_a_lower_bound_in_the_document()
    {
        Assert.False(To("h100", Unpublished).IsLowerBound);
        var own = To("h100", Rows.MatMul(500, Rows.Bf16, 50e12, Imaginary, "ilgpu"));
        Assert.Equal(("modelled", true), (own.Verdict, own.IsLowerBound));
        Assert.Contains("this kernel may not be the fastest", own.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Attention_measured_here_meets_the_fastest_published_kernel_whatever_its_own_is()
    {
        var point = Rows.Heads(3, 5, 1000, 64, "full");
        var flash = Rows.Of(AttentionDefinition.Instance, point, Rows.Bf16, 40e12, Imaginary, "torchsharp", HardwareUnit.Tensor) with
        {
            Kernel = "scaled_dot_product_attention, flash kernel, TF32 off",
        };
        Assert.NotEqual("flash-attention-2", To("h100", flash).Projection!.Engine);
        Assert.Equal(Projected("h100", flash with { Engine = "ilgpu", Kernel = "fused" }).Seconds, Projected("h100", flash).Seconds);
    }

    /// <summary>A refusal of the laws is no reason to lose the bound.</summary>
    [Fact]
    public void What_no_law_covers_keeps_its_bound_or_its_refusal_and_says_why_it_is_not_projected()
    {
        var fp64 = To("h100", Rows.MatMul(500, NumericTriple.Uniform(DType.Fp64), 10e12, Imaginary));
        Assert.Equal("peak", fp64.Verdict);
        Assert.EndsWith("; not projected: no law covers fp64 on the tensor units", fp64.Why, StringComparison.Ordinal);
        var link = new Point { { "direction", "h2d" }, { "memory", "pinned" }, { "bytes", 1 << 20 } };
        var refused = To("h20", Rows.Of(
            LinkDefinition.Instance, link, NumericTriple.Uniform(DType.Fp32), 11e9, Imaginary, "ilgpu", HardwareUnit.Link));
        Assert.Equal("incomparable", refused.Verdict);
        Assert.NotEqual("modelled", refused.Refused);
        Assert.EndsWith("; not projected: a link has no law", refused.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void A_warm_stream_that_a_cache_may_hold_is_not_projected_and_a_cold_one_is()
    {
        Assert.Equal("modelled", To("h20", Read(1L << 22, CachePolicy.ColdRotate)).Verdict);
        Assert.Equal("modelled", To("h800", Read(1L << 27, CachePolicy.Warm)).Verdict);
        Assert.Contains("the cache there may hold", To("h800", Read(1L << 26, CachePolicy.Warm)).Why, StringComparison.Ordinal);
        Assert.Contains("the cache here may have served", To("h800", Read(1L << 22, CachePolicy.Warm)).Why, StringComparison.Ordinal);
    }

    [Fact]
    public void A_product_without_a_variant_and_several_devices_are_not_projected()
    {
        Assert.Contains("its variant is not stated", To("910b-unstated", Unpublished).Why, StringComparison.Ordinal);
        var pair = Unpublished with { Device = Imaginary with { Count = 2 } };
        Assert.Contains("several devices at once have no law", To("h100", pair).Why, StringComparison.Ordinal);
    }

    /// <summary>No program of an accelerator keeps a model in fp32, so the types differ.</summary>
    [Fact]
    public void A_model_in_fp32_is_said_to_differ_from_one_in_16_bits()
    {
        var steps = new Point { { "model", "llama3-8b" }, { "b", 1 }, { "context", 64 }, { "steps", 64 } };
        var fp32 = Rows.Of(
            DecodeDefinition.Instance, steps, NumericTriple.Uniform(DType.Fp32), 2, Imaginary, "torchsharp", HardwareUnit.Mixed);
        var comparison = To("h100", fp32);
        Assert.Equal("modelled", comparison.Verdict);
        Assert.Contains("fp32 here, 16 bits there", comparison.Why, StringComparison.Ordinal);
        Assert.DoesNotContain("at most", comparison.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void A_projected_value_counts_neither_as_measured_here_nor_as_published()
    {
        var side = Against("h100").SidesOf(Rows.Document(Unpublished)).Row(Unpublished);
        var pair = Normalizer.Shipped.Against(side, Normalizer.Shipped.Names.Resolve("h100"))!;
        Assert.Equal(Verdict.Modelled, pair.Verdict);
        Assert.True(pair.Numerator.IsMeasuredHere);
        Assert.Equal((false, null), (pair.Denominator.IsMeasuredHere, pair.Denominator.Source));
    }

    [Fact]
    public void Without_a_model_nothing_is_projected()
    {
        var without = new Normalizer(PublishedData.Shipped);
        var filled = new ResultNormalizer(without, [without.Names.Resolve("h100")]).Fill(Rows.Document(Unpublished));
        Assert.Equal("peak", filled.Rows[0].Comparisons[0].Verdict);
    }

    [Fact]
    public void A_document_keeps_projections_and_writes_none_for_other_verdicts()
    {
        var filled = Against("h100").Fill(Rows.Document(Unpublished, Rows.MatMul(8192, Rows.Bf16, 500e12, Imaginary)));
        var text = ResultFile.Serialize(filled);
        using var folder = new TemporaryFolder();
        ResultFile.Write(folder.Combine("run.json"), filled);
        var read = ResultFile.Read(folder.Combine("run.json"), WorkloadDefinitions.All);
        Assert.Equal(text, ResultFile.Serialize(read));
        Assert.Equal(filled.Rows[0].Comparisons[0].Projection!.Seconds, read.Rows[0].Comparisons[0].Projection!.Seconds);
        Assert.False(JsonNode.Parse(text)!["rows"]![1]!["comparisons"]![0]!.AsObject().ContainsKey("projection"));
    }

    private static ResultRow Read(long n, CachePolicy cache)
    {
        var point = new Point { { "op", "read" }, { "n", n } };
        return Rows.Of(
            StreamDefinition.Instance, point, NumericTriple.Uniform(DType.Fp32), 3e12, Imaginary, "ilgpu", HardwareUnit.Copy) with
        {
            Cache = cache,
        };
    }
}
