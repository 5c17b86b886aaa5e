using GpuBench.Publications.Data;
using GpuBench.Publications.Projecting.Laws;
using GpuBench.Publications.Projecting.Model;
using GpuBench.Publications.Projecting.Validating;
using Xunit;

namespace GpuBench.Tests.Publications.Projecting;

/// <summary>The bars of projections. They are limits of a regression, a little above what is reached.</summary>
public sealed class ValidationTests
{
    private static readonly ValidationTable Stored = ValidationTables.Read(new EmbeddedFiles())!;

    [Fact]
    [Trait("Tier", "all")]
    public void The_stored_validation_and_laws_are_those_of_the_figures()
    {
        var examples = ProjectionLaws.All.Select(law => Shipped.Examples(law)).ToList();
        var table = new Validator(examples).Table();
        Assert.Empty(ProjectionCheck.Differences(Stored, table));
        Assert.Empty(ProjectionCheck.Differences(ProjectionModels.Read(new EmbeddedFiles()), ProjectionModels.Learn(examples, table)));
    }

    [Theory]
    [InlineData("gemm", "cubes ≥ 2048", Question.Size, 0.08, 0.25)]
    [InlineData("attention", null, Question.Size, 0.05, 0.20)]
    [InlineData("stream", null, Question.Size, 0.05, 0.15)]
    [InlineData("decode", null, Question.Size, 0.12, 0.50)]
    [InlineData("gemm", null, Question.Accelerator, 0.18, 0.45)]
    [InlineData("attention", null, Question.Accelerator, 0.20, 0.60)]
    [InlineData("stream", null, Question.Accelerator, 0.08, 0.20)]
    [InlineData("decode", null, Question.Accelerator, 0.22, 0.80)]
    // The median of prefill is 34 %: 26 figures of two chips.
    [InlineData("prefill", null, Question.Accelerator, 0.35, 1.25)]
    public void Errors_stay_below_their_bars(string taskClass, string? subset, Question question, double median, double error90)
    {
        var row = Stored.Rows.Single(row => row.Class == taskClass && row.Subset == subset && row.Question == question);
        Assert.InRange(row.MedianError, 0, median);
        Assert.InRange(row.Error90, 0, error90);
    }

    /// <summary>The words of a row's question come with its errors, so no class is shown narrower than its errors were.</summary>
    [Fact]
    public void Every_class_covers_its_figures_or_is_widened()
    {
        foreach (var row in Stored.Rows.Where(row => row.Subset is null))
            Assert.True(row.Coverage >= ValidationRow.LeastCoverage || row.Widening > 1, $"{row.Class}, {row.Question}: {row.Coverage}");
    }

    [Theory]
    [InlineData("gemm", Question.Accelerator, 1.2, 1.4)]
    [InlineData("attention", Question.Accelerator, 2.5, 2.3)]
    [InlineData("decode", Question.Accelerator, 2.5, 2.5)]
    [InlineData("prefill", Question.Accelerator, 1.4, 2.5)]
    public void Errors_are_a_fraction_of_those_of_a_roof_times_a_constant(
        string taskClass, Question question, double medianFactor, double error90Factor)
    {
        var row = Stored.Find(taskClass, question)!;
        Assert.True(row.BaselineMedianError >= medianFactor * row.MedianError);
        Assert.True(row.BaselineError90 >= error90Factor * row.Error90);
    }
}
