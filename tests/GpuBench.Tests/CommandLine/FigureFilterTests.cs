using System.Text.Json.Nodes;
using GpuBench.Tests.Fakes;
using Xunit;

namespace GpuBench.Tests.CommandLine;

/// <summary>The filters of published figures, and the lists of accelerators and sources.</summary>
public sealed class FigureFilterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("compare", "h20", "--against", "h100")]
    [InlineData("figures", "list", "--pairs", "h20,h100")]
    public void Pairs_are_filtered_by_quantity_and_type(params string[] command)
    {
        var pairs = Json([.. command, "--quantity", "gemm-throughput", "--kind", "gemm", "--dtype", "bf16", "--json"])["pairs"]!.AsArray();

        Assert.NotEmpty(pairs);
        Assert.All(pairs, pair => Assert.Equal("gemm-throughput", pair!["quantity"]!.GetValue<string>()));
        Assert.All(pairs, pair => Assert.Equal("bf16", pair!["dType"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData("--quantity", "interconnect", "interconnect-peak")]
    [InlineData("--model", "Qwen3-33B", "Qwen3-32B")]
    [InlineData("--kind", "lm", "llm")]
    [InlineData("--dtype", "bf15", "bf16")]
    public void An_unknown_word_lists_the_nearest_everywhere(string option, string word, string nearest)
    {
        string[][] commands = [["compare", "h20", "--against", "h100"], ["figures", "list"], ["figures", "list", "--pairs", "h20,h100"]];
        foreach (var command in commands)
        {
            var result = Cli.Run(_folder.FullName, [.. command, option, word]);

            Assert.Equal(2, result.ExitCode);
            Assert.Contains(nearest, result.Error, StringComparison.Ordinal);
            Assert.InRange(result.Error.Split(',').Length, 1, 13);
        }
    }

    [Fact]
    public void Filters_of_published_figures_do_not_go_with_a_results_file()
    {
        var result = Cli.Run(_folder.FullName, "compare", Fixture("results.v1.json"), "--quantity", "gemm-throughput");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("need an accelerator", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_of_several_variants_is_answered_with_the_variants()
    {
        var result = Cli.Run(_folder.FullName, "compare", "h20", "--against", "910c");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("910c-128gb", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void All_accelerators_and_sources_are_listed_with_their_figures()
    {
        var variants = Json(["figures", "accelerators", "--json"])["variants"]!.AsArray();
        var pcie = variants.Single(variant => variant!["name"]!.GetValue<string>() == "h100-pcie-80gb")!;
        Assert.True(pcie["measured"]!.GetValue<int>() > 0);

        var sources = Json(["figures", "sources", "--json"])["sources"]!.AsArray();
        var total = Json(["figures", "list", "--json"])["figures"]!.AsArray().Count;
        Assert.Equal(total, sources.Sum(source => source!["figures"]!.GetValue<int>()));
        Assert.Equal(total, variants.Sum(variant => variant!["nominal"]!.GetValue<int>() + variant["measured"]!.GetValue<int>()));
        Assert.Contains(
            sources, source => source!["address"]!.GetValue<string>().Contains("the page was not kept", StringComparison.Ordinal));
    }

    [Fact]
    public void A_quoted_ratio_is_shown_with_its_words_and_without_a_spread()
    {
        var shown = Cli.Run(_folder.FullName, "figures", "show", "h20-96gb-hbm3-relative-llm-inference-vs-h100-001").Output;

        Assert.Contains("SemiAnalysis estimate (theoretical), bandwidth-bound LLM inference", shown, StringComparison.Ordinal);
        Assert.Contains("none: a quoted ratio, nothing was measured", shown, StringComparison.Ordinal);
        Assert.Contains("https://www.theregister.com/2023/11/27/", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("spread between chips", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void A_lower_bound_has_no_interval()
    {
        var shown = Cli.Run(_folder.FullName, "figures", "show", "ascend-910b-910b3-decode-effective-weight-bandwidth-bf16-001").Output;

        Assert.Contains("none: ≥ 1000 GB/s is a lower bound", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("spread between chips", shown, StringComparison.Ordinal);
    }

    private static string Fixture(string name) => Repository.File($"tests/GpuBench.Tests/Fixtures/{name}");

    private JsonNode Json(string[] arguments)
    {
        var result = Cli.Run(_folder.FullName, arguments);
        Assert.True(result.ExitCode == 0, result.Error);
        return JsonNode.Parse(result.Output)!;
    }
}
