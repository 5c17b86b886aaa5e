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
    public void A_nominal_figure_in_a_publication_is_found()
    {
        var finding = Only<PlaceCheck>(With(Measured, "quantity", "peak-compute"));
        Assert.Equal(("published/flagperf.json", Measured), (finding.File, finding.Figure));
        Assert.Contains("accelerators/", finding.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void A_measured_figure_in_an_accelerator_file_is_found() =>
        Assert.Equal("accelerators/h100.json", Only<PlaceCheck>(With("h100-sxm5-80gb-tdp-001", "quantity", "power-measured")).File);

    [Fact]
    public void A_figure_of_an_unknown_variant_is_found() =>
        Assert.Contains("sxm9", Only<PlaceCheck>(With(Measured, "variant", "sxm9")).What, StringComparison.Ordinal);

    [Theory]
    [InlineData("GB/s")]
    [InlineData("tok/s")]
    public void A_rate_of_operations_in_a_wrong_unit_is_found(string unit)
    {
        var finding = Only<UnitCheck>(With(Measured, "unit", unit));
        Assert.Equal(Measured, finding.Figure);
        Assert.Contains("TFLOP/s or TOP/s", finding.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void A_shape_without_one_of_its_dimensions_is_found()
    {
        var finding = Only<WorkloadCheck>(new EditedFiles().Figure(Measured, figure => figure["workload"]!.AsObject().Remove("k")));
        Assert.Equal(Measured, finding.Figure);
        Assert.Contains("lacks k", finding.What, StringComparison.Ordinal);
    }

    [Fact]
    public void A_measured_figure_without_a_workload_is_found() =>
        Assert.Contains(
            "kind gemm",
            Only<WorkloadCheck>(new EditedFiles().Figure(Measured, figure => figure.Remove("workload"))).What,
            StringComparison.Ordinal);

    [Fact]
    public void A_stream_figure_without_an_operation_is_found()
    {
        const string stream = "h100-sxm5-80gb-babelstream-triad-fp64-001";
        Assert.Equal(
            stream, Only<WorkloadCheck>(new EditedFiles().Figure(stream, figure => figure["workload"]!.AsObject().Remove("op"))).Figure);
    }

    [Fact]
    public void A_shape_without_a_dimension_is_allowed_if_the_figure_is_unstructured() =>
        Assert.Empty(Checks.Run<WorkloadCheck>(new EditedFiles().Figure(Measured, figure =>
        {
            figure["workload"]!.AsObject().Remove("k");
            figure["unstructuredBecause"] = "K not printed";
        })));

    [Fact]
    public void A_figure_computed_from_a_missing_figure_is_found() =>
        Assert.Contains(
            "nowhere-001", Only<InputsCheck>(With(Density, "inputs", new JsonArray("nowhere-001"))).What, StringComparison.Ordinal);

    [Fact]
    public void A_figure_computed_from_a_recalled_figure_is_found() =>
        Assert.Equal(Density, Only<InputsCheck>(With(Tpp, "confidence", "recalled")).Figure);

    [Fact]
    public void A_processing_performance_that_differs_from_its_inputs_is_found() =>
        Assert.Equal(
            Tpp,
            Assert.Single(
                Checks.Run<TotalProcessingPerformanceCheck>(With(Tpp, "value", 15000)).DistinctBy(finding => finding.Figure)).Figure);

    [Fact]
    public void A_processing_performance_that_ignores_the_best_type_is_found() =>
        Assert.Contains(
            "h100-sxm5-80gb-peak-compute-fp16-001",
            Only<TotalProcessingPerformanceCheck>(With("h100-sxm5-80gb-peak-compute-fp16-001", "value", 1100)).What,
            StringComparison.Ordinal);

    [Fact]
    public void A_processing_performance_of_one_die_of_a_two_die_device_is_found() =>
        Assert.Equal(
            "ascend-910c-dual-die-24c-1-8ghz-tpp-001",
            Only<TotalProcessingPerformanceCheck>(With("ascend-910c-dual-die-24c-1-8ghz-tpp-001", "value", 5662)).Figure);

    [Theory]
    [InlineData(19.3)]
    [InlineData(19.6)]
    public void A_performance_density_that_differs_from_its_inputs_is_found(double value) =>
        Assert.Equal(Density, Only<PerformanceDensityCheck>(With(Density, "value", value)).Figure);

    [Fact]
    public void A_performance_density_without_a_die_area_is_found() =>
        Assert.Contains(
            "die area", Only<PerformanceDensityCheck>(With(Density, "inputs", new JsonArray(Tpp))).What, StringComparison.Ordinal);

    [Fact]
    public void A_sparse_peak_that_is_not_twice_the_dense_peak_is_found() =>
        Assert.Equal(
            "a100-sxm4-80gb-peak-compute-int8-002",
            Only<SparsePeakCheck>(With("a100-sxm4-80gb-peak-compute-int8-002", "value", 624)).Figure);
}
