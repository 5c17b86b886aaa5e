using GpuBench.Measuring;
using GpuBench.Publications.Data;
using GpuBench.Publications.Figures;
using GpuBench.Publications.Normalising;
using Xunit;

namespace GpuBench.Tests.Publications;

/// <summary>The selection of figures, and the messages for words that do not exist.</summary>
public sealed class FigureQueryTests
{
    [Fact]
    public void An_empty_query_selects_every_figure() =>
        Assert.Equal(Normalizer.Shipped.Data.Figures.Count, Select(new()).Count);

    [Fact]
    public void A_bare_name_means_every_variant()
    {
        var variants = Select(new() { Accelerator = "h100" }).Select(figure => figure.VariantId).Distinct().ToList();

        Assert.All(variants, variant => Assert.Equal("h100", variant.Accelerator));
        Assert.Contains(variants, variant => variant.IsUnstated);
        Assert.Equal("pcie-80gb", Assert.Single(Select(new() { Accelerator = "h100-pcie" }).Select(figure => figure.Variant).Distinct()));
    }

    [Fact]
    public void Every_filter_restricts_the_selection()
    {
        var figures = Select(
            new() { Accelerator = "910b2", Quantity = Quantities.MatMul, Kind = "gemm", DType = "fp32", Structured = true });

        Assert.NotEmpty(figures);
        Assert.All(figures, figure => Assert.Equal("fp32", figure.DType!.Printed));
        Assert.All(Select(new() { Structured = false }), figure => Assert.NotNull(figure.UnstructuredBecause));
        Assert.All(Select(new() { Source = "deepep-issue-16" }), figure => Assert.Equal("deepep-issue-16", figure.Source));
    }

    /// <summary>A request with a short prompt is printed as an offline rate, and compared as a rate of decoding.</summary>
    [Fact]
    public void A_figure_is_found_by_the_printed_quantity_and_by_the_compared_one()
    {
        var figures = Normalizer.Shipped.Figures;
        var converted = figures.All.Where(figure => Printed(figure.Id) != figure.Quantity.Name).ToList();

        Assert.NotEmpty(converted);
        foreach (var quantity in converted.Select(figure => figure.Quantity.Name).Distinct())
        {
            var found = Select(new() { Quantity = quantity }).Select(figure => figure.Id).ToHashSet();
            Assert.Superset(converted.Where(figure => figure.Quantity.Name == quantity).Select(figure => figure.Id).ToHashSet(), found);
        }
        Assert.All(converted, figure => Assert.Contains(figure.Id, Select(new() { Quantity = Printed(figure.Id) }).Select(one => one.Id)));

        static string Printed(string id) => Normalizer.Shipped.Data.Find(id)!.Quantity;
    }

    [Fact]
    public void A_type_includes_its_formats_and_words_have_no_case()
    {
        var types = Select(new() { DType = "FP8" }).Select(figure => figure.DType!.Input).ToHashSet();

        Assert.Superset(new HashSet<string> { "fp8", "fp8-e4m3" }, types);
        Assert.DoesNotContain("fp8", Select(new() { DType = "fp8-e4m3" }).Select(figure => figure.DType!.Input));
        Assert.NotEmpty(Select(new() { DType = "awq" }));
        Assert.Equal(Select(new() { DType = "awq" }), Select(new() { DType = "AWQ" }));
        Assert.Equal(Select(new() { Kind = "gemm" }), Select(new() { Kind = "GEMM" }));
    }

    [Theory]
    [InlineData("--quantity", "gemm", "gemm-throughput")]
    [InlineData("--kind", "gem", "gemm, image")]
    [InlineData("--dtype", "bfloat16", "bf16")]
    [InlineData("--source", "deepep", "deepep-issue-16")]
    public void An_unknown_word_is_a_usage_error_that_lists_the_known_words(string option, string word, string listed)
    {
        var query = option switch
        {
            "--quantity" => new FigureQuery { Quantity = word },
            "--kind" => new() { Kind = word },
            "--dtype" => new() { DType = word },
            _ => new() { Source = word },
        };

        var error = Assert.Throws<UserError>(() => Select(query));
        Assert.Equal(ExitCode.Usage, error.ExitCode);
        Assert.Contains($"{option} '{word}'", error.Message, StringComparison.Ordinal);
        Assert.Contains(listed, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_nearest_word_shares_parts_or_letters()
    {
        string[] words = ["h20-96gb-hbm3-gemm-throughput-bf16-004", "h100-sxm5-80gb-tdp-001", "h20-96gb-hbm3-tdp-001"];

        Assert.Equal(words[0], NearestWords.To("h20-gemm-bf16", words, 1)[0]);
        Assert.Equal(words[2], NearestWords.To("h20-96gb-hbm3-tdp-002", words, 1)[0]);
        Assert.Equal(words[1], NearestWords.To("SXM5", words, 1)[0]);
    }

    private static IReadOnlyList<PublishedFigure> Select(FigureQuery query) =>
        query.Select(
            Normalizer.Shipped.Data, Normalizer.Shipped.Names, id => Normalizer.Shipped.Figures.Find(id)?.Quantity.Name);
}
