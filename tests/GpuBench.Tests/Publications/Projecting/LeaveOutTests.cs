using GpuBench.Publications.Normalising.Rules;
using GpuBench.Publications.Projecting.Products;
using GpuBench.Publications.Projecting.Validating;
using Xunit;

namespace GpuBench.Tests.Publications.Projecting;

public sealed class LeaveOutTests
{
    /// <summary>If a coefficient, an effect or the width of an interval had seen a figure of the fold, it would move with it.</summary>
    [Theory]
    [InlineData("stream", Question.Accelerator)]
    [InlineData("stream", Question.Publication)]
    [InlineData("attention", Question.Accelerator)]
    [InlineData("attention", Question.Size)]
    public void A_prediction_does_not_depend_on_the_figures_of_its_fold(string name, Question question)
    {
        var law = Shipped.Law(name);
        var plain = LeaveOut.Of(law, Shipped.Examples(law).All, question);
        var fold = plain.CountBy(prediction => prediction.Fold).MaxBy(fold => fold.Value).Key;
        var ids = plain.Where(prediction => prediction.Fold == fold).Select(prediction => prediction.Example.Id).ToHashSet();
        var changed = LeaveOut.Of(law, Shipped.Examples(law, figure => Slower(figure, ids)).All, question);

        foreach (var (before, after) in Of(plain, fold).Zip(Of(changed, fold)))
        {
            Assert.Equal(before.Centre, after.Centre, 9);
            Assert.Equal(before.HalfWidth, after.HalfWidth, 9);
            Assert.Equal(before.Baseline, after.Baseline, 9);
        }
        Assert.NotEqual(
            Of(plain, fold, isInside: false).Select(one => one.Centre), Of(changed, fold, isInside: false).Select(one => one.Centre));
    }

    [Fact]
    public void A_product_and_its_export_version_are_left_out_together()
    {
        var law = Shipped.Law("gemm");
        var folds = LeaveOut.Of(law, [.. Shipped.Examples(law).All], Question.Accelerator)
            .Where(prediction => prediction.Example.Figure.Variant!.Value.Accelerator is "h100" or "h800")
            .Select(prediction => prediction.Fold).Distinct();
        Assert.Equal("h100", Assert.Single(folds));
        Assert.Equal("a100", Silicon.Of("a800"));
    }

    private static Observation Slower(Observation figure, HashSet<string> ids) =>
        ids.Contains(figure.Id) ? figure with { Value = figure.Value / 3 } : figure;

    private static IEnumerable<LeftOut> Of(IEnumerable<LeftOut> all, string fold, bool isInside = true) =>
        all.Where(prediction => prediction.Fold == fold == isInside).OrderBy(prediction => prediction.Example.Id, StringComparer.Ordinal);
}
