using GpuBench.Measuring.Results;
using GpuBench.Measuring.Trials;
using GpuBench.Measuring.Workloads;
using GpuBench.Publications.Accelerators;
using GpuBench.Publications.Figures;
using GpuBench.Publications.Normalising;
using GpuBench.Tests.Fakes;
using GpuBench.Workloads.Definitions;
using Xunit;

namespace GpuBench.Tests.Publications;

/// <summary>Comparisons of this project's rows with published figures.</summary>
public sealed class ResultNormalizerTests
{
    private static readonly ResultNormalizer ToThree = new(
        Normalizer.Shipped, [.. ResultNormalizer.DefaultAgainst.Select(Normalizer.Shipped.Names.Resolve)]);

    private static IReadOnlyList<RowComparison> Compare(params ResultRow[] rows) => ToThree.Fill(Rows.Document(rows)).Rows[0].Comparisons;

    private static ResultRow OnPocl(WorkloadDefinition workload, Point point, NumericTriple dtype, double rate) =>
        Rows.Of(workload, point, dtype, rate, Rows.PoclCpu, "ilgpu", HardwareUnit.Simt);

    [Fact]
    public void A_CPU_matrix_multiply_gives_a_lower_bound_of_the_task_ratio()
    {
        foreach (var comparison in Compare(OnPocl(MatMulDefinition.Instance, Rows.Square(1024), Rows.Fp16, 6e9)))
        {
            Assert.Equal(("task", "bound", true), (comparison.Kind, comparison.Verdict, comparison.IsLowerBound));
            Assert.InRange(comparison.Ratio!.Value, 1 / 40000.0, 1 / 10000.0);
            Assert.Contains("simt against tensor", comparison.Why, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(HardwareUnit.Tensor, "unit")]
    [InlineData(HardwareUnit.Emulated, "task")]
    public void An_emulated_product_gets_no_unit_ratio(HardwareUnit unit, string kind)
    {
        var bf16 = new NumericTriple(DType.Bf16, DType.Fp32, DType.Bf16);

        var comparison = Compare(Rows.Of(MatMulDefinition.Instance, Rows.Square(4096), bf16, 300e12, Rows.PoclCpu, "ilgpu", unit))[0];

        Assert.Equal(kind, comparison.Kind);
        Assert.Equal(kind == "task", comparison.Why!.Contains("emulated against tensor", StringComparison.Ordinal));
    }

    [Fact]
    public void CPU_attention_of_one_head_gives_a_lower_bound_of_the_task_ratio_to_every_accelerator()
    {
        var comparisons = Compare(OnPocl(AttentionDefinition.Instance, Rows.Heads(1, 1, 1024, 128, "full"), Rows.Fp16, 10e9));
        Assert.All(
            comparisons,
            comparison => Assert.Equal(("task", "bound", true), (comparison.Kind, comparison.Verdict, comparison.IsLowerBound)));
        Assert.Contains("1 of 256 heads", comparisons[0].Why, StringComparison.Ordinal);
        Assert.Equal(10e9 / 25.61e12, comparisons[2].Ratio!.Value, 9);
    }

    [Fact]
    public void The_exact_causal_operation_count_is_converted_to_the_causal_half()
    {
        var comparison = Compare(OnPocl(AttentionDefinition.Instance, Rows.Heads(4, 32, 1024, 64, "causal"), Rows.Fp16, 79e9))[1];
        Assert.Equal(79e9 / 79e12 * 1024 / 1025, comparison.Ratio!.Value, 9);
        Assert.Contains("causal-exact to causal-half", comparison.Why, StringComparison.Ordinal);
    }

    /// <summary>
    /// The published torch.mm figures are means of thirty calls. A row that is timed as their script does is a mean too, whatever the
    /// statistic of the other side is.
    /// </summary>
    [Theory]
    [InlineData("mean")]
    [InlineData("best")]
    [InlineData("unknown")]
    public void A_row_timed_as_a_script_is_a_mean_in_a_warm_burst(string asked)
    {
        var row = Rows.Of(
            MatMulDefinition.Instance, Rows.Square(8192), Rows.Bf16, 700e12, Rows.Cuda("NVIDIA Imaginary"), "torchsharp",
            HardwareUnit.Tensor, 1.0, 1.0, 1.3);
        var script = row with { Launch = LaunchMode.Script };
        var observation = new MeasuredRow(script, product: null).As(asked);
        Assert.Equal(new(Regime.Burst, CachePolicy.Warm, "mean", FigureTiming.BackToBack), observation.Method);
        Assert.Equal(700e12 / 1.1, observation.Value, 1e3);
    }

    [Theory]
    [InlineData(LaunchMode.Batch, "ilgpu", FigureTiming.BackToBack)]
    [InlineData(LaunchMode.Single, "ilgpu", FigureTiming.PerCall)]
    [InlineData(LaunchMode.Graph, "torchsharp", FigureTiming.GraphReplay)]
    [InlineData(LaunchMode.Batch, "import", null)]
    public void The_launches_of_a_row_say_how_it_was_timed_unless_another_program_timed_it(
        LaunchMode launch, string engine, string? timing)
    {
        var row = Rows.Of(MatMulDefinition.Instance, Rows.Square(8192), Rows.Bf16, 700e12, Rows.Cuda("NVIDIA Imaginary"), engine,
            HardwareUnit.Tensor);
        foreach (var statistic in (string[])["median", "best"])
            Assert.Equal(timing, new MeasuredRow(row with { Launch = launch }, product: null).As(statistic).Method!.Timing);
    }

    [Fact]
    public void Fp32_on_vector_lanes_gives_a_unit_ratio_except_to_a_contested_figure()
    {
        var comparisons = Compare(
            Rows.MatMul(8192, NumericTriple.Uniform(DType.Fp32), 51.81e12, Rows.Cuda("NVIDIA Imaginary"), unit: HardwareUnit.Simt));
        Assert.Equal(("unit", "like"), (comparisons[0].Kind, comparisons[0].Verdict));
        Assert.Equal(1, comparisons[0].Ratio!.Value, 9);
        Assert.Equal("task", comparisons[2].Kind);
        Assert.Equal("convertible", comparisons[2].Verdict);
        Assert.Contains("sources disagree", comparisons[2].Why, StringComparison.Ordinal);
    }

    /// <summary>Nothing limits a product of an accelerator whose peak in the type is not published.</summary>
    [Fact]
    public void A_comparison_without_a_ratio_names_the_rule_that_refused_it()
    {
        var fp64 = Rows.MatMul(500, NumericTriple.Uniform(DType.Fp64), 1e12, Rows.Cuda("NVIDIA Imaginary"));
        var comparison = new ResultNormalizer(Normalizer.Shipped, [Normalizer.Shipped.Names.Resolve("910b")])
            .Fill(Rows.Document(fp64)).Rows[0].Comparisons[0];
        Assert.Equal(("incomparable", "shape"), (comparison.Verdict, comparison.Refused));
        Assert.Null(comparison.Ratio);
        Assert.Contains("m 500 against", comparison.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_with_a_cold_cache_is_not_compared_with_a_warm_figure_but_with_one_of_unknown_cache()
    {
        var comparison = Compare(
            Rows.MatMul(8192, Rows.Bf16, 1e12, Rows.Cuda("NVIDIA Imaginary")) with { Cache = CachePolicy.ColdRotate })[0];
        Assert.Equal("range", comparison.Verdict);
        Assert.Contains("unknown: layout, accumulator, cache", comparison.Why, StringComparison.Ordinal);
    }

    /// <summary>282.2 TFLOP/s is torch._scaled_mm on an H20.</summary>
    [Fact]
    public void A_product_with_scales_per_block_meets_the_figures_of_such_products_and_one_without_does_not()
    {
        var scaled = new Point { { "m", 4096 }, { "n", 24576 }, { "k", 7168 }, { "layout", "nt" }, { "scaling", "block-128" } };
        var plain = new Point { { "m", 4096 }, { "n", 24576 }, { "k", 7168 }, { "layout", "nt" } };
        RowComparison ToH20(Point point) => Compare(Rows.Of(
            MatMulDefinition.Instance, point, MatMulDefinition.Instance.DTypes["fp8-e4m3"], 300e12, Rows.Cuda("NVIDIA Imaginary"),
            "torch-stable", HardwareUnit.Tensor))[1];
        Assert.Equal(("unit", "like"), (ToH20(scaled).Kind, ToH20(scaled).Verdict));
        Assert.Equal(300 / 282.2, ToH20(scaled).Ratio!.Value, 9);
        Assert.Equal(("modelled", null), (ToH20(plain).Verdict, ToH20(plain).Figure));
    }

    [Fact]
    public void A_batch_of_one_is_a_product_without_a_batch()
    {
        var row = Rows.MatMul(8192, Rows.Bf16, 500e12, Rows.Cuda("NVIDIA Imaginary"));
        var batch = new Point { { "batch", 1 } };
        foreach (var (axis, value) in row.Point)
            batch.Add(axis, value);
        Assert.Equal("like", Compare(row with { Point = batch })[0].Verdict);
    }

    [Fact]
    public void The_mean_of_a_row_and_not_its_median_is_divided_by_a_published_mean()
    {
        var row = Rows.Of(
            MatMulDefinition.Instance, Rows.Square(8192), Rows.Bf16, 100e12, Rows.Cuda("NVIDIA Imaginary"), "torchsharp",
            HardwareUnit.Tensor, 1, 1, 4);
        Assert.Equal(100e12, row.Median!.Value, 1);
        Assert.Equal(100 / 2.0 / 797.51, Compare(row)[0].Ratio!.Value, 6);
    }

    [Fact]
    public void Rows_without_a_value_have_no_comparison()
    {
        var row = Rows.MatMul(8192, Rows.Bf16, 1e12, Rows.Cuda("NVIDIA Imaginary")) with { Status = TrialStatus.Suspect };
        Assert.Empty(Compare(row));
    }

    [Fact]
    public void A_link_row_of_a_CPU_is_not_compared()
    {
        var point = new Point { { "direction", "h2d" }, { "memory", "pinned" }, { "bytes", 1 << 20 } };
        var row = Rows.Of(
            LinkDefinition.Instance, point, default, 1e9,
            Rows.Cuda("a CPU") with { Backend = GpuBench.Measuring.Devices.Backend.Cpu },
            "ilgpu", HardwareUnit.Link);
        Assert.Equal("unusable", Compare(row)[0].Refused);
    }

    [Theory]
    [InlineData("NVIDIA H100 80GB HBM3", "unstated", "h100-sxm5-80gb")]
    [InlineData("NVIDIA H100 PCIe", "unstated", "h100-pcie-80gb")]
    [InlineData("some name", "h20-96gb-hbm3", "h20-96gb-hbm3")]
    [InlineData("NVIDIA H20", "141gb-hbm3e", "h20-141gb-hbm3e")]
    [InlineData("NVIDIA GeForce RTX 4090", "unstated", "rtx-4090-base-24gb")]
    [InlineData("NVIDIA GeForce RTX 4090 D", "unstated", "rtx-4090-d-24gb")]
    [InlineData("NVIDIA GeForce RTX 3090", "unstated", null)]
    public void A_device_is_identified_by_its_variant_or_its_name(string name, string variant, string? expected) =>
        Assert.Equal(expected, ToThree.VariantOf(Rows.Cuda(name, variant))?.ToString());

    [Fact]
    public void A_part_of_a_device_has_no_product_variant()
    {
        var part = Rows.Cuda("NVIDIA H100 80GB HBM3") with { Partition = "16 of 132 SMs" };
        Assert.Null(ToThree.VariantOf(part));
        Assert.Equal(3, Compare(Rows.MatMul(8192, Rows.Bf16, 80e12, part)).Count);
    }

    [Theory]
    [InlineData("h100", "h100-sxm5-80gb")]
    [InlineData("H100-PCIe", "h100-pcie-80gb")]
    [InlineData("910b", "ascend-910b-b2")]
    [InlineData("910B3", "ascend-910b-b3")]
    [InlineData("h20-3e", "h20-141gb-hbm3e")]
    [InlineData("H800 PCIe 80GB", "h800-pcie-80gb")]
    [InlineData("Ascend 910B4", "ascend-910b-b4")]
    public void Accelerator_names_are_accepted_in_many_spellings(string text, string expected) =>
        Assert.Equal(expected, Normalizer.Shipped.Names.Resolve(text).ToString());

    [Theory]
    [InlineData("h100", "H100", "NVIDIA H100 SXM5 80 GB")]
    [InlineData("h100-pcie", "H100 PCIe 80 GB", "NVIDIA H100 PCIe 80 GB")]
    [InlineData("910b", "910B2", "Ascend 910B2")]
    public void An_accelerator_has_a_short_name_and_a_full_name(string text, string shortName, string name)
    {
        VariantId id = Normalizer.Shipped.Names.Resolve(text);
        Assert.Equal((shortName, name), (Normalizer.Shipped.Names.Short(id), Normalizer.Shipped.Names.Describe(id)));
    }
}
