using System.Globalization;
using GpuBench.Publications.Normalising.Rules;
using GpuBench.Publications.Projecting.Fitting;
using GpuBench.Publications.Projecting.Laws;
using Xunit;

namespace GpuBench.Tests.Publications.Projecting;

public sealed class LawTests
{
    public static TheoryData<string> Laws => [.. ProjectionLaws.All.Select(law => law.Name)];

    [Theory]
    [InlineData("gemm", "m")]
    [InlineData("gemm", "n")]
    [InlineData("gemm", "k")]
    [InlineData("attention", "b")]
    [InlineData("attention", "h")]
    [InlineData("attention", "s")]
    [InlineData("language model", "batch")]
    [InlineData("language model", "inputTokens")]
    [InlineData("language model", "outputTokens")]
    [InlineData("language model", "contextTokens")]
    public void A_larger_task_never_takes_less_time(string name, string field)
    {
        var law = Shipped.Law(name);
        var examples = Shipped.Examples(law);
        var values = LawFitter.Fit(law, examples.All).Values.ToArray();
        var grown = 0;
        foreach (var example in examples.All.Where(example => example.Figure.Number(field) is > 0))
        {
            foreach (var factor in (double[])[1.1, 1.5, 2, 3, 16])
            {
                var size = Math.Ceiling(factor * example.Figure.Number(field)!.Value);
                var larger = Larger(example.Figure, field, size, name == "attention" && field == "s");
                if (law.Read(larger)?.Task is not { } task)
                    continue;
                Assert.True(
                    law.Seconds(values, task, example.Product) >= law.Seconds(values, example.Task, example.Product) * (1 - 1e-12),
                    $"{example.Id} with {field} = {size}");
                grown++;
            }
        }
        Assert.True(grown > 20, $"only {grown} tasks were compared");
    }

    [Theory]
    [MemberData(nameof(Laws))]
    public void A_fit_finds_the_coefficients_behind_its_figures(string name)
    {
        var law = Shipped.Law(name);
        double[] truth = [.. law.Coefficients.Select(coefficient => coefficient.Prior + (0.5 * Math.Min(coefficient.Spread, 0.3)))];
        var examples = Shipped.Examples(law, figure => law.Read(figure)?.Task is { } task && Knows(law, figure, task)
            ? figure with { Value = task.Amount / law.Seconds(truth, task, Shipped.Sheets.Of(figure.Variant!.Value)) }
            : figure);
        var fit = LawFitter.Fit(law, examples.All);
        foreach (var example in examples.All)
            Assert.InRange(Math.Exp(fit.LogSeconds(example) - example.LogSeconds), 0.9, 1.1);
    }

    [Theory]
    [MemberData(nameof(Laws))]
    public void Nothing_published_is_faster_than_the_nominal_roof_by_more_than_its_rounding(string name)
    {
        var law = Shipped.Law(name);
        var fast = Shipped.Examples(law).All
            .Where(example => law.RoofSeconds(example.Task, example.Product) > 1.05 * Math.Exp(example.LogSeconds))
            .Select(example => example.Id);
        Assert.Empty(fast);
    }

    [Theory]
    [MemberData(nameof(Laws))]
    public void A_law_learns_from_no_benchmark_with_rules_of_its_own_and_from_no_nominal_figure(string name)
    {
        var examples = Shipped.Examples(Shipped.Law(name)).All;
        Assert.NotEmpty(examples);
        Assert.DoesNotContain(examples, example => example.Figure.Kind == "mlperf" || example.Figure.Quantity.IsNominal);
    }

    private static bool Knows(ProjectionLaw law, Observation figure, ProjectedTask task) =>
        figure.Variant is { } variant && law.MissingFigure(task, Shipped.Sheets.Of(variant)) is null;

    private static Observation Larger(Observation figure, string field, double size, bool bothLengths)
    {
        var task = new Dictionary<string, string>(figure.Task) { [field] = size.ToString(CultureInfo.InvariantCulture) };
        // Attention of published figures has as many queries as keys.
        if (bothLengths)
            task["t"] = task["s"];
        return figure with { Task = task };
    }
}
