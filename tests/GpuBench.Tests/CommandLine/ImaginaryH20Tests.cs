using System.Text.Json.Nodes;
using GpuBench.Measuring.Results;
using GpuBench.Tests.Fakes;
using NJsonSchema;
using Xunit;

namespace GpuBench.Tests.CommandLine;

/// <summary>
/// The output of the program for a results file made by hand, for an H20 that reaches its nominal 148 TFLOP/s in bf16 at 8192.
/// </summary>
public sealed class ImaginaryH20Tests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ImaginaryH20Tests() => ResultFile.Write(
        _folder.Combine("h20.json"), Rows.Document(Rows.MatMul(8192, Rows.Bf16, 148e12, Rows.Cuda("NVIDIA H20"))));

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("h100", 0.186, "h100-sxm5-80gb-80gb-hbm3-gemm-throughput-bf16-004")]
    [InlineData("h20", 1.07, "h20-96gb-hbm3-gemm-throughput-bf16-004")]
    [InlineData("ascend-910b", 0.49, "ascend-910b-910b2-gemm-throughput-bf16-004")]
    public async Task A_measured_row_is_compared_with_published_figures_and_gets_verdicts(string against, double ratio, string figure)
    {
        var result = Cli.Run(_folder.FullName, "compare", "h20.json", "--json");
        Assert.Equal(0, result.ExitCode);

        var comparison = JsonNode.Parse(result.Output)!["rows"]![0]!["comparisons"]!.AsArray()
            .Single(c => c!["against"]!.GetValue<string>() == against)!;
        Assert.Equal(ratio, comparison["ratio"]!.GetValue<double>(), ratio < 0.4 ? 3 : 2);
        Assert.Equal("like", comparison["verdict"]!.GetValue<string>());
        Assert.Equal("unit", comparison["kind"]!.GetValue<string>());
        Assert.Equal(figure, comparison["figure"]!.GetValue<string>());
        Assert.InRange(comparison["low"]!.GetValue<double>(), ratio * 0.95, ratio * 0.99);
        Assert.InRange(comparison["high"]!.GetValue<double>(), ratio * 1.01, ratio * 1.05);

        var schema = await JsonSchema.FromFileAsync(Repository.File("results/schemas/results.schema.json"));
        Assert.Empty(schema.Validate(result.Output));
    }

    [Fact]
    public void The_table_names_the_accelerators_that_were_not_measured()
    {
        var result = Cli.Run(_folder.FullName, "compare", "h20.json");
        Assert.Contains(
            "\nNot measured here: H100 = NVIDIA H100 SXM5 80 GB, 910B2 = Ascend 910B2.", result.Output, StringComparison.Ordinal);
        Assert.Contains("h20-96gb-hbm3", result.Output, StringComparison.Ordinal);
        foreach (var cell in (string[])["0.19 l", "1.07 l", "0.49 l", "148 TFLOP/s"])
            Assert.Contains(cell, result.Output, StringComparison.Ordinal);
        var wide = Cli.Run(_folder.FullName, "compare", "h20.json", "--wide").Output;
        foreach (var cell in (string[])["0.186 unit like", "1.07 unit like", "0.491 unit like", "148 TFLOP/s", "100 %"])
            Assert.Contains(cell, wide, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_bin_of_the_910B_is_scaled_by_its_peak()
    {
        var result = Cli.Run(_folder.FullName, "compare", "h20.json", "--against", "910b3", "--json");
        var comparison = JsonNode.Parse(result.Output)!["rows"]![0]!["comparisons"]![0]!;
        Assert.Equal("scaled", comparison["verdict"]!.GetValue<string>());
        Assert.Equal(148 / (301.23 * 294.9 / 353.9), comparison["ratio"]!.GetValue<double>(), 3);
        Assert.True(comparison["low"]!.GetValue<double>() < 0.9 * comparison["ratio"]!.GetValue<double>());
    }

    [Theory]
    [InlineData("h101", "names no accelerator")]
    [InlineData("h100,,h20,x", "'x' names no accelerator")]
    public void An_unknown_accelerator_name_is_a_usage_error(string against, string complaint)
    {
        var result = Cli.Run(_folder.FullName, "compare", "h20.json", "--against", against);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(complaint, Assert.Single(result.ErrorLines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("csv", "ascend-910b-b2Ratio")]
    [InlineData("md", "| 0.186 unit like [1] | 1.07 unit like [2] | 0.491 unit like [3] |")]
    public void Other_formats_contain_the_same_comparisons(string format, string text) =>
        Assert.Contains(text, Cli.Run(_folder.FullName, "compare", "h20.json", "--format", format).Output, StringComparison.Ordinal);
}
