using System.Text.Json.Nodes;
using GpuBench.Publications.Checking;
using Xunit;

namespace GpuBench.Tests.Publications.Checking;

/// <summary>Each check finds its own kind of mistake. The data are the shipped data with only that mistake.</summary>
public sealed class FigureCheckTests
{
    private const string Measured = "a100-sxm4-40gb-gemm-throughput-fp16-002";
    private const string Tpp = "h100-sxm5-80gb-tpp-001";
    private const string Density = "h100-sxm5-80gb-performance-density-001";

    private static CheckFinding Only<TCheck>(EditedFiles files)
        where TCheck : IFigureCheck => Assert.Single(Checks.Run<TCheck>(files));

    private static EditedFiles With(string figure, string field, JsonNode value) =>
        new EditedFiles().Figure(figure, own => own[field] = value);

    [Fact]
    public void A_nominal_figure_among_the_measured_ones()
    {
        var finding = Only<PlaceCheck>(With(Measured, "quantity", "peak-compute"));
        Assert.Equal(("published/flagperf.json", Measured), (finding.File, finding.Figure));
        Assert.Contains("accelerators/", finding.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void A_measured_figure_among_the_nominal_ones() =>
        Assert.Equal("accelerators/h100.json", Only<PlaceCheck>(With("h100-sxm5-80gb-tdp-001", "quantity", "power-measured")).File);

    [Fact]
    public void A_variant_that_no_accelerator_has() =>
        Assert.Contains("sxm9", Only<PlaceCheck>(With(Measured, "variant", "sxm9")).What, StringComparison.Ordinal);

    [Theory]
    [InlineData("GB/s")]
    [InlineData("tok/s")]
    public void A_rate_of_operations_in_another_unit(string unit)
    {
        var finding = Only<UnitCheck>(With(Measured, "unit", unit));
        Assert.Equal(Measured, finding.Figure);
        Assert.Contains("TFLOP/s or TOP/s", finding.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void A_shape_with_a_side_missing()
    {
        var finding = Only<WorkloadCheck>(new EditedFiles().Figure(Measured, figure => figure["workload"]!.AsObject().Remove("k")));
        Assert.Equal(Measured, finding.Figure);
        Assert.Contains("lacks k", finding.What, StringComparison.Ordinal);
    }

    [Fact]
    public void A_measured_figure_without_a_workload() =>
        Assert.Contains(
            "kind gemm",
            Only<WorkloadCheck>(new EditedFiles().Figure(Measured, figure => figure.Remove("workload"))).What,
            StringComparison.Ordinal);

    [Fact]
    public void A_stream_that_does_not_say_what_it_did()
    {
        const string stream = "h100-sxm5-80gb-babelstream-triad-fp64-001";
        Assert.Equal(
            stream, Only<WorkloadCheck>(new EditedFiles().Figure(stream, figure => figure["workload"]!.AsObject().Remove("op"))).Figure);
    }

    [Fact]
    public void A_shape_with_a_side_missing_is_allowed_where_the_figure_says_so() =>
        Assert.Empty(Checks.Run<WorkloadCheck>(new EditedFiles().Figure(Measured, figure =>
        {
            figure["workload"]!.AsObject().Remove("k");
            figure["unstructuredBecause"] = "K not printed";
        })));

    [Fact]
    public void An_input_that_does_not_exist() =>
        Assert.Contains(
            "nowhere-001", Only<InputsCheck>(With(Density, "inputs", new JsonArray("nowhere-001"))).What, StringComparison.Ordinal);

    [Fact]
    public void A_figure_computed_from_a_recalled_one() =>
        Assert.Equal(Density, Only<InputsCheck>(With(Tpp, "confidence", "recalled")).Figure);

    [Fact]
    public void A_processing_performance_that_its_inputs_do_not_give() =>
        Assert.Equal(
            Tpp,
            Assert.Single(
                Checks.Run<TotalProcessingPerformanceCheck>(With(Tpp, "value", 15000)).DistinctBy(finding => finding.Figure)).Figure);

    [Fact]
    public void A_processing_performance_from_another_type_than_the_best() =>
        Assert.Contains(
            "h100-sxm5-80gb-peak-compute-fp16-001",
            Only<TotalProcessingPerformanceCheck>(With("h100-sxm5-80gb-peak-compute-fp16-001", "value", 1100)).What,
            StringComparison.Ordinal);

    [Fact]
    public void Two_dies_perform_twice_as_much() =>
        Assert.Equal(
            "ascend-910c-dual-die-24c-1-8ghz-tpp-001",
            Only<TotalProcessingPerformanceCheck>(With("ascend-910c-dual-die-24c-1-8ghz-tpp-001", "value", 5662)).Figure);

    [Theory]
    [InlineData(19.3)]
    [InlineData(19.6)]
    public void A_density_that_its_inputs_do_not_give(double value) =>
        Assert.Equal(Density, Only<PerformanceDensityCheck>(With(Density, "value", value)).Figure);

    [Fact]
    public void A_density_without_an_area() =>
        Assert.Contains(
            "die area", Only<PerformanceDensityCheck>(With(Density, "inputs", new JsonArray(Tpp))).What, StringComparison.Ordinal);

    [Fact]
    public void A_sparse_peak_that_is_not_twice_the_dense_one() =>
        Assert.Equal(
            "a100-sxm4-80gb-peak-compute-int8-002",
            Only<SparsePeakCheck>(With("a100-sxm4-80gb-peak-compute-int8-002", "value", 624)).Figure);
}
