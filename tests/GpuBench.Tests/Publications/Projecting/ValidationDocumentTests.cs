using System.Globalization;
using System.Text;
using GpuBench.Publications.Data;
using GpuBench.Publications.Projecting.Laws;
using GpuBench.Publications.Projecting.Model;
using GpuBench.Publications.Projecting.Validating;
using GpuBench.Tests.Documents;
using Xunit;

namespace GpuBench.Tests.Publications.Projecting;

/// <summary>The tables in results/README.md are those of the validation.</summary>
public sealed class ValidationDocumentTests
{
    private const string File = "results/README.md";

    [Fact]
    public void The_table_of_errors_is_the_stored_validation()
    {
        var text = new StringBuilder(
            "| class | left out | figures (groups) | median | 90 % | worst | covered | half width | given "
            + "| roof × constant: median, 90 % |\n"
            + "|---|---|---|---|---|---|---|---|---|---|\n");
        foreach (var row in ValidationTables.Read(new EmbeddedFiles())!.Rows.Where(row => row.Subset is null))
            text.Append(CultureInfo.InvariantCulture, $"| {row.Class} | {Words(row.Question)} | {row.Figures} ({row.Folds}) ")
                .Append(CultureInfo.InvariantCulture, $"| {Percent(row.MedianError)} | {Percent(row.Error90)} | {Percent(row.WorstError)} ")
                .Append(CultureInfo.InvariantCulture, $"| {Percent(row.Coverage)} ")
                .Append(CultureInfo.InvariantCulture, $"({100 * row.CoverageLow:0} … {100 * row.CoverageHigh:0}) ")
                .Append(CultureInfo.InvariantCulture, $"| ×÷ {row.HalfWidth:0.00}{(row.Widening > 1 ? ", wider in use" : "")} ")
                .Append(CultureInfo.InvariantCulture, $"| {row.Given}{Inside(row)} ")
                .Append(CultureInfo.InvariantCulture, $"| {Percent(row.BaselineMedianError)}, {Percent(row.BaselineError90)} |\n");
        GeneratedPart.Check(File, "validation", nameof(ValidationDocumentTests), text.ToString());
    }

    [Fact]
    [Trait("Tier", "all")]
    public void The_figures_held_out_are_those_of_the_validation()
    {
        var text = new StringBuilder("| figure | published | predicted | half width | ratio |\n|---|---|---|---|---|\n");
        foreach (var one in new Validator([.. ProjectionLaws.All.Select(law => Shipped.Examples(law))]).Select(25))
            text.Append(CultureInfo.InvariantCulture, $"| {one.Example.Id} | {Seconds(one.Example.LogSeconds)} | {Seconds(one.Centre)} ")
                .Append(CultureInfo.InvariantCulture, $"| ×÷ {Math.Exp(one.HalfWidth):0.0} ")
                .Append(CultureInfo.InvariantCulture, $"| {Math.Exp(one.Error):0.00}{(one.IsCovered ? "" : " x")} |\n");
        GeneratedPart.Check(File, "held-out", nameof(ValidationDocumentTests), text.ToString());
    }

    private static string Inside(ValidationRow row) => row.GivenCoverage is { } inside ? $", {Percent(inside)} covered" : "";

    private static string Words(Question question) => question switch
    {
        Question.Size => "a size",
        Question.Publication => "a publication",
        Question.Accelerator => "an accelerator",
        _ => "a family",
    };

    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:0} %");

    private static string Seconds(double logarithm)
    {
        var seconds = Math.Exp(logarithm);
        return seconds switch
        {
            < 1e-3 => string.Create(CultureInfo.InvariantCulture, $"{seconds * 1e6:G3} µs"),
            < 1 => string.Create(CultureInfo.InvariantCulture, $"{seconds * 1e3:G3} ms"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{seconds:G3} s"),
        };
    }
}
