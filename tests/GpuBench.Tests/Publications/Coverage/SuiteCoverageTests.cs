using GpuBench.Measuring.Results;
using GpuBench.Measuring.Trials;
using GpuBench.Publications.Coverage;
using GpuBench.Publications.Data;
using GpuBench.Publications.Normalising;
using GpuBench.Tests.Fakes;
using GpuBench.Tests.Reports.Expectations;
using GpuBench.Workloads.Definitions;
using Xunit;

namespace GpuBench.Tests.Publications.Coverage;

/// <summary>Known rows and known figures give known counts.</summary>
public sealed class SuiteCoverageTests
{
    private static readonly RowDevice Imaginary = Rows.Cuda("NVIDIA Imaginary");

    private static readonly NumericTriple Fp32 = NumericTriple.Uniform(DType.Fp32);

    /// <summary>The fixture has bf16 of 4096³ for all three, of 2048³ for the H100 alone, and of 500³ for none.</summary>
    private static ResultRow[] Products => [.. new[] { 500, 2048, 4096 }.Select(order => Rows.MatMul(order, Rows.Bf16, 1e12, Imaginary))];

    [Fact]
    public void A_row_counts_for_each_accelerator_that_has_a_figure_of_its_task()
    {
        var coverage = SuiteCoverage.Of(Rows.Document(Products), Fixture.AgainstFigures);

        var product = One(coverage, "matrix multiply bf16");
        Assert.Equal((3, 2), (product.Rows, product.Any));
        Assert.Equal([2, 1, 1], product.Against.Select(target => target.Reached));
        Assert.All(product.Against, target => Assert.Null(target.Missing));
        Assert.Equal((3, 2), (coverage.Rows, coverage.Any));
    }

    /// <summary>Every product of 500³ has a bound by a nominal peak.</summary>
    [Fact]
    public void A_bound_by_a_nominal_peak_does_not_count()
    {
        var row = Products[0];
        Assert.All(
            Fixture.AgainstFigures.Fill(Rows.Document(row)).Rows[0].Comparisons,
            comparison => Assert.Equal("peak", comparison.Verdict));

        var product = One(SuiteCoverage.Of(Rows.Document(row), Fixture.AgainstFigures), "matrix multiply bf16");

        Assert.All(product.Against, target => Assert.Equal((0, 0), (target.Reached, target.Weaker)));
        Assert.Equal(0, product.Any);
    }

    /// <summary>The H100 of 518.6 TFLOP/s at 8192³ names no variant, and the 910B2 is scaled from nothing.</summary>
    [Fact]
    public void A_range_is_weaker()
    {
        var coverage = SuiteCoverage.Of(Rows.Document(Rows.MatMul(8192, Rows.Bf16, 1e12, Imaginary)), Fixture.AgainstFigures);

        var h100 = One(coverage, "matrix multiply bf16").Against[0];
        Assert.Equal((0, 1), (h100.Reached, h100.Weaker));
        Assert.Equal("h100-unstated-gemm-throughput-bf16-001", h100.Missing!.Usable!.Denominator.Id);
    }

    /// <summary>Our kernel need not be the fastest, so its ratio is a lower bound, also if the figure names no variant.</summary>
    [Theory]
    [InlineData(4096)]
    [InlineData(8192)]
    public void A_lower_bound_by_a_measured_figure_counts(int order)
    {
        var row = Rows.MatMul(order, Rows.Bf16, 1e12, Imaginary, "ilgpu");
        Assert.Equal("bound", Fixture.AgainstFigures.Fill(Rows.Document(row)).Rows[0].Comparisons[0].Verdict);

        var h100 = One(SuiteCoverage.Of(Rows.Document(row), Fixture.AgainstFigures), "matrix multiply bf16").Against[0];

        Assert.Equal((1, 0), (h100.Reached, h100.Weaker));
    }

    [Fact]
    public void A_row_without_a_value_is_not_counted()
    {
        var failed = Runs.Without(Products[2], TrialStatus.Failed, "it failed");
        Assert.Equal(2, SuiteCoverage.Of(Rows.Document(Products[0], Products[1], failed), Fixture.AgainstFigures).Rows);
    }

    [Fact]
    public void A_figure_removed_from_the_data_lowers_the_count()
    {
        var row = Rows.Of(
            StreamDefinition.Instance, new() { { "op", "dot" }, { "n", 1L << 28 } }, Fp32, 1e12, Imaginary, "ilgpu", HardwareUnit.Copy);
        var figure = Normalizer.Shipped.Figures.All.Single(figure =>
            figure is { Kind: "stream", Variant: { Accelerator: "h100", Variant: "sxm5-80gb" } } && figure.Word("op") == "dot");

        Assert.Equal(1, Streams(new EmbeddedFiles()));
        Assert.Equal(0, Streams(new EditedFiles().Without(figure.Id)));

        int Streams(IDataFiles files) => One(SuiteCoverage.Of(Rows.Document(row), Against(files)), "bandwidth").Against[0].Reached;
    }

    [Fact]
    public void A_class_that_is_not_reached_names_the_nearest_figure()
    {
        var row = Rows.MatMul(1000, new(DType.Fp8E4M3, DType.Fp32, DType.Bf16), 1e12, Imaginary);

        var h20 = One(SuiteCoverage.Of(Rows.Document(row), Fixture.AgainstFigures), "matrix multiply fp8").Against[1];

        Assert.Equal(0, h20.Missing!.Figures);
        Assert.StartsWith("h20-96gb-hbm3-gemm-throughput-", h20.Missing.Nearest!.Pair.Denominator.Id, StringComparison.Ordinal);
        Assert.Contains(h20.Missing.Nearest.Differs, difference => difference.StartsWith("dtype", StringComparison.Ordinal));
    }

    /// <summary>The H100 PCIe of 2048³ in fp32 is published, and no fp32 of an H100 NVL.</summary>
    [Fact]
    public void A_figure_of_another_variant_is_counted_apart()
    {
        var normalizer = new ResultNormalizer(Normalizer.Shipped, [Normalizer.Shipped.Names.Resolve("h100-nvl")]);
        var row = Rows.MatMul(2048, Fp32, 1e12, Imaginary, unit: HardwareUnit.Simt);

        var cell = One(SuiteCoverage.Of(Rows.Document(row), normalizer), "matrix multiply fp32").Against[0];

        Assert.Equal((0, 1), (cell.Reached, cell.Elsewhere));
        Assert.NotEqual(normalizer.Against[0], cell.Missing!.Usable!.Denominator.Variant);
    }

    [Fact]
    public void Attention_of_few_queries_is_a_class_of_its_own()
    {
        ResultRow[] rows = [.. new[] { 1, 16, 64 }.Select(queries => Rows.Of(
            AttentionDefinition.Instance, Rows.Heads(1, 8, 4096, 128, "causal").With("t", queries), Rows.Fp16, 1e12, Imaginary, "ilgpu",
            HardwareUnit.Simt))];

        var coverage = SuiteCoverage.Of(Rows.Document(rows), Fixture.AgainstFigures);

        Assert.Equal(1, One(coverage, "attention prefill").Rows);
        Assert.Equal(2, One(coverage, "attention decode").Rows);
    }

    [Fact]
    public void Rows_of_no_class_are_listed_with_the_reason()
    {
        var row = Rows.Of(
            TransposeDefinition.Instance, new() { { "m", 8000 }, { "n", 11200 } }, Fp32, 1e9, Imaginary, "ilgpu", HardwareUnit.Copy);

        var coverage = SuiteCoverage.Of(Rows.Document(row), Fixture.AgainstFigures);

        Assert.Equal(new("transpose", 1, TransposeDefinition.Instance.UnpublishedReason), Assert.Single(coverage.Unclassed));
        Assert.Equal(0, coverage.Rows);
    }

    private static ResultNormalizer Against(IDataFiles files)
    {
        var normalizer = new Normalizer(PublishedData.Read(files));
        return new(normalizer, [.. ResultNormalizer.DefaultAgainst.Select(normalizer.Names.Resolve)]);
    }

    private static ClassCoverage One(SuiteCoverage coverage, string name) =>
        coverage.Classes.Single(one => one.Class.Name == name);
}
