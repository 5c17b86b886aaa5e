using System.Text.Json.Nodes;
using GpuBench.Measuring;
using GpuBench.Measuring.Trials;
using GpuBench.Publications.Checking;
using GpuBench.Publications.Figures;
using NJsonSchema;
using Xunit;

namespace GpuBench.Tests.Publications.Checking;

/// <summary>The schemas contain the same words as the program.</summary>
public sealed class SchemaWordsTests
{
    private static readonly JsonNode Definitions =
        JsonNode.Parse(File.ReadAllText(Repository.File("results/schemas/figure.schema.json")))!["definitions"]!;

    [Fact]
    public void Quantities() => Assert.Equal(
        GpuBench.Publications.Figures.Quantities.All.Select(quantity => quantity.Name).Order(), Words(Definitions["quantity"]!).Order());

    [Fact]
    public void Units() => Assert.Equal(PrintedUnit.All.Select(unit => unit.Name).Order(), Words(Definitions["unit"]!).Order());

    [Fact]
    public void Regimes() => Assert.Equal(
        Enum.GetValues<Regime>().Select(regime => regime.Text()).Order(), Words(Definitions["method"]!["properties"]!["regime"]!).Order());

    [Fact]
    public void Caches() => Assert.Equal(
        Enum.GetValues<CachePolicy>().Select(cache => cache.Text()).Order(),
        Words(Definitions["method"]!["properties"]!["cache"]!).Order());

    [Fact]
    public void Timings() => Assert.Equal(FigureTiming.All.Order(), Words(Definitions["method"]!["properties"]!["timing"]!).Order());

    [Fact]
    public void Every_quantity_has_units_that_can_be_printed() =>
        Assert.All(
            GpuBench.Publications.Figures.Quantities.All.SelectMany(quantity => QuantityUnits.Of(quantity.Name)),
            si => Assert.Contains(PrintedUnit.All, unit => unit.Si == si));

    /// <summary>The test loads the schemas as an editor does: it resolves the references between files by path.</summary>
    [Theory]
    [InlineData("publication", "published/flagperf.json")]
    [InlineData("accelerator", "accelerators/h20.json")]
    [InlineData("rule", "rules/2023-10-17-3a090.json")]
    [InlineData("claim", "claims/h20-half-of-h100.json")]
    [InlineData("audit", "audits/2026-11-27-1.json")]
    [InlineData("disagreements", "disagreements.json")]
    public async Task Schemas_resolve_their_references_by_path(string schema, string file)
    {
        var loaded = await JsonSchema.FromFileAsync(Repository.File($"results/schemas/{schema}.schema.json"));
        var document = await File.ReadAllTextAsync(Repository.File($"results/{file}"));

        Assert.Empty(loaded.Validate(document));
        Assert.NotEmpty(
            loaded.Validate(document.Replace("\"schemaVersion\": 1", "\"schemaVersion\": 1, \"remark\": \"\"", StringComparison.Ordinal)));
    }

    private static IEnumerable<string> Words(JsonNode definition) =>
        definition["enum"]!.AsArray().Select(word => word!.GetValue<string>());
}
