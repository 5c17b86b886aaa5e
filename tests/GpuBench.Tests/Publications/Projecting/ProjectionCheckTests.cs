using GpuBench.Publications.Data;
using GpuBench.Publications.Projecting.Laws;
using GpuBench.Publications.Projecting.Model;
using GpuBench.Publications.Projecting.Validating;
using Xunit;

namespace GpuBench.Tests.Publications.Projecting;

public sealed class ProjectionCheckTests
{
    [Fact]
    public void A_moved_coefficient_is_found_and_named()
    {
        var (learnt, _) = Learn(Shipped.Law("stream"));
        var law = learnt.Laws[0];
        var moved = learnt with
        {
            Laws =
            [
                law with
                {
                    Coefficients = [.. law.Coefficients.Select(one => one.Name == "triad" ? one with { Value = one.Value * 1.1 } : one)],
                },
            ],
        };

        Assert.Empty(ProjectionCheck.Differences(learnt, learnt));
        var difference = Assert.Single(ProjectionCheck.Differences(moved, learnt));
        Assert.Contains("stream has triad = ", difference, StringComparison.Ordinal);
    }

    [Fact]
    public void A_figure_more_or_less_is_found()
    {
        var (learnt, table) = Learn(Shipped.Law("stream"));
        var fewer = learnt with { Laws = [learnt.Laws[0] with { Figures = 36 }] };
        Assert.Contains("was learnt from 36 figures", Assert.Single(ProjectionCheck.Differences(fewer, learnt)), StringComparison.Ordinal);
        var other = table with { Rows = [.. table.Rows.Select(row => row with { MedianError = row.MedianError * 2 })] };
        Assert.Equal(table.Rows.Count, ProjectionCheck.Differences(other, table).Count);
    }

    [Fact]
    public void Missing_files_are_named()
    {
        var (learnt, table) = Learn(Shipped.Law("stream"));
        Assert.Equal(["results/projection.json is missing"], ProjectionCheck.Differences(null, learnt));
        Assert.Equal(["results/validation.json is missing"], ProjectionCheck.Differences(null, table));
    }

    /// <summary>Each coefficient of the stored laws names the figures that determine it.</summary>
    [Fact]
    public void Every_coefficient_names_its_figures()
    {
        var model = ProjectionModels.Read(new EmbeddedFiles())!;
        Assert.Equal(ProjectionLaws.All.Select(law => law.Name), model.Laws.Select(law => law.Law));
        foreach (var coefficient in model.Laws.SelectMany(law => law.Coefficients))
        {
            Assert.True(coefficient.Figures > 0, coefficient.Name);
            Assert.NotEmpty(coefficient.Publications);
            Assert.All(coefficient.Strongest, id => Assert.NotNull(Shipped.Figure(id)));
        }
    }

    private static (ProjectionModel Model, ValidationTable Table) Learn(ProjectionLaw law)
    {
        var examples = Shipped.Examples(law);
        var table = new Validator([examples]).Table();
        return (ProjectionModels.Learn([examples], table), table);
    }
}
