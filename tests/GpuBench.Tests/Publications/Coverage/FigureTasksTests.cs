using GpuBench.Measuring.Results;
using GpuBench.Publications.Coverage;
using GpuBench.Publications.Data;
using GpuBench.Publications.Normalising;
using GpuBench.Tests.Fakes;
using GpuBench.Tests.Reports.Expectations;
using Xunit;

namespace GpuBench.Tests.Publications.Coverage;

/// <summary>Which suite measures a published task, and what its rows lack if none does.</summary>
public sealed class FigureTasksTests
{
    private const string Sparse = "h20-96gb-hbm3-gemm-throughput-bf16-003";

    private static readonly RowDevice Imaginary = Rows.Cuda("NVIDIA Imaginary");

    [Fact]
    public void The_shortest_suite_with_a_row_of_the_task_is_named()
    {
        var tasks = Of(("quick", Product(8192)), ("lab", Product(4096)), ("full", Product(4096)));

        Assert.Equal("quick", Suite(tasks, "h20-96gb-hbm3-gemm-throughput-bf16-004"));
        Assert.Equal("lab", Suite(tasks, "h20-96gb-hbm3-gemm-throughput-bf16-003"));
    }

    /// <summary>The tasks of all variants, programs and accelerators are one if shape and type agree.</summary>
    [Fact]
    public void Figures_of_one_task_stand_together()
    {
        var task = Of(("lab", Product(4096))).Single(task => task.Type == "bf16" && task.Fields.GetValueOrDefault("m") == "4096");
        Assert.Equal(
            ["ascend-910b-b2", "h100-sxm5-80gb", "h20-96gb-hbm3"], task.Figures.Select(figure => figure.Variant.ToString()).Order());
    }

    [Fact]
    public void A_task_that_no_suite_measures_has_the_reasons()
    {
        var tasks = Of(("lab", Product(4096)));

        Assert.Equal(["shape"], Reasons(tasks, "h20-96gb-hbm3-gemm-throughput-bf16-004"));
        Assert.Equal(["no workload"], Reasons(tasks, "h100-sxm5-80gb-attention-forward-throughput-fp16-001"));
        Assert.Equal([FigureTask.NotDivided], Reasons(tasks, "h100-unstated-gemm-throughput-half-precision-001"));
    }

    /// <summary>Products of the block-scaled fp8 of DeepGEMM.</summary>
    [Fact]
    public void A_field_that_no_row_has_is_a_reason()
    {
        var tasks = FigureTasks.Of(
            [("lab", Rows.Document(Product(4096)))], new(Normalizer.Shipped, [Normalizer.Shipped.Names.Resolve("h20")]));

        var scaled = tasks.First(task => task.Quantity.Name == "gemm-throughput" && task.Fields.ContainsKey("scaling"));

        Assert.Equal(["scaling", "shape", "type fp8-e4m3"], scaled.Reasons);
    }

    [Fact]
    public void The_rule_that_refuses_every_row_is_a_reason()
    {
        var normalizer = new Normalizer(PublishedData.Read(new EditedFiles().Figure(Sparse, json => json["sparsity"] = "2:4")));
        var tasks = FigureTasks.Of([("lab", Rows.Document(Product(4096)))], new(normalizer, [normalizer.Names.Resolve("h20")]));

        Assert.Equal(["sparsity"], Reasons(tasks, Sparse));
    }

    [Fact]
    public void Figures_of_other_accelerators_and_nominal_figures_are_not_listed()
    {
        var tasks = FigureTasks.Of(
            [("lab", Rows.Document(Product(4096)))], new(Normalizer.Shipped, [Normalizer.Shipped.Names.Resolve("h20")]));

        Assert.All(tasks.SelectMany(task => task.Figures), figure => Assert.Equal("h20", figure.Variant!.Value.Accelerator));
        Assert.All(tasks, task => Assert.False(task.Quantity.IsNominal));
    }

    private static ResultRow Product(int order) => Rows.MatMul(order, Rows.Bf16, 1e12, Imaginary);

    private static IReadOnlyList<FigureTask> Of(params (string Suite, ResultRow Row)[] suites) =>
        FigureTasks.Of([.. suites.Select(suite => (suite.Suite, Rows.Document(suite.Row)))], Fixture.AgainstFigures);

    private static FigureTask Containing(IReadOnlyList<FigureTask> tasks, string id) =>
        tasks.Single(task => task.Figures.Any(figure => figure.Id == id));

    private static string? Suite(IReadOnlyList<FigureTask> tasks, string id) => Containing(tasks, id).Suite;

    private static IReadOnlyList<string> Reasons(IReadOnlyList<FigureTask> tasks, string id) => Containing(tasks, id).Reasons;
}
