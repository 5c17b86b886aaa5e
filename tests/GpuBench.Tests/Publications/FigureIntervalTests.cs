using System.Text.Json.Nodes;
using GpuBench.Publications.Data;
using GpuBench.Publications.Normalising;
using GpuBench.Publications.Normalising.Rules;
using Xunit;

namespace GpuBench.Tests.Publications;

/// <summary>The interval of a published figure: from its printed precision, its chip, and other figures for the same thing.</summary>
public sealed class FigureIntervalTests
{
    private const double OneChip = 1.96 * 0.049 / 2.85;

    private sealed class Files(params string[] figures) : IDataFiles
    {
        public IEnumerable<DataFile> In(string folder) => folder == "published"
            ? figures.Select((figure, index) => new DataFile($"{index}.json", $"source-{index}", Publication(figure)))
            : [];

        private static string Publication(string figure) => $$"""
            {
              "schemaVersion": 1,
              "source": { "title": "made up", "kind": "github", "tier": 4 },
              "shared": {
                "accelerator": "h100", "variant": "sxm5-80gb", "quantity": "gemm-throughput", "unit": "TFLOP/s",
                "dtype": { "input": "bf16", "accumulate": "fp32", "output": "bf16" }, "sparsity": "dense", "unitClass": "tensor",
                "workload": { "kind": "gemm", "m": 64, "n": 64, "k": 64 }, "flopConvention": "2MNK",
                "method": { "regime": "burst", "cache": "warm", "statistic": "mean" },
                "confidence": "verified", "derivation": "direct", "locator": "here"
              },
              "figures": [{{figure}}]
            }
            """;
    }

    private static Observation Observe(params string[] figures) =>
        new FigureObservations(PublishedData.Read(new Files(figures))).All[0];

    private static void Bounds(double low, double high, Observation observation)
    {
        Assert.Equal(low, observation.Interval.Low / 1e12, 9);
        Assert.Equal(high, observation.Interval.High / 1e12, 9);
    }

    [Fact]
    public void The_interval_of_one_chip_covers_the_spread_between_chips() =>
        Bounds(100 * (1 - OneChip), 100 * (1 + OneChip), Observe("""{ "id": "a", "value": 100 }"""));

    [Fact]
    public void The_interval_of_eight_averaged_cards_is_narrower() =>
        Bounds(
            100 * (1 - (OneChip / Math.Sqrt(8))), 100 * (1 + (OneChip / Math.Sqrt(8))),
            Observe("""{ "id": "a", "value": 100, "workload": { "cardsAveraged": 8 } }"""));

    [Fact]
    public void The_interval_of_a_chart_reading_includes_its_reading_error() =>
        Bounds(9, 11, Observe("""{ "id": "a", "value": 10, "uncertainty": { "kind": "chart-reading", "plusMinus": 1 } }"""));

    [Fact]
    public void Another_source_for_the_same_figure_widens_the_interval() =>
        Bounds(100 * (1 - OneChip), 120, Observe("""{ "id": "a", "value": 100 }""", """{ "id": "b", "value": 120 }"""));

    [Theory]
    [InlineData("""{ "id": "b", "value": 120, "dtype": { "input": "fp16" } }""")]
    [InlineData("""{ "id": "b", "value": 120, "workload": { "m": 128 } }""")]
    [InlineData("""{ "id": "b", "value": 120, "variant": "pcie-80gb" }""")]
    [InlineData("""{ "id": "b", "value": 120, "confidence": "recalled" }""")]
    [InlineData("""{ "id": "b", "value": 120, "unstructuredBecause": "no shape" }""")]
    public void A_figure_that_differs_or_is_unusable_does_not_widen_the_interval(string other) =>
        Bounds(100 * (1 - OneChip), 100 * (1 + OneChip), Observe("""{ "id": "a", "value": 100 }""", other));

    [Fact]
    public void The_interval_of_a_nominal_figure_covers_only_its_printed_precision()
    {
        var peak = Normalizer.Shipped.Figures.Find("h100-sxm5-80gb-peak-compute-bf16-001")!;
        Assert.InRange(peak.Interval.Low / 1e12, 988.4, 989);
        Assert.InRange(peak.Interval.High / 1e12, 989, 989.6);
    }

    [Fact]
    public void The_interval_of_a_ratio_combines_both_sides()
    {
        var comparison = Normalizer.Shipped.Compare(
            "h20-96gb-hbm3-gemm-throughput-bf16-004", "h100-sxm5-80gb-80gb-hbm3-gemm-throughput-bf16-004");
        var both = Math.Sqrt((Math.Log(1 + OneChip) * Math.Log(1 + OneChip)) + (Math.Log(1 - OneChip) * Math.Log(1 - OneChip)));
        Assert.Equal(both, Math.Log(comparison.Interval!.Value.High / comparison.Ratio!.Value), 6);
    }

    [Fact]
    public void Recalled_and_unstructured_figures_and_those_computed_from_recalled_ones_are_unusable()
    {
        var data = PublishedData.Shipped;
        foreach (var figure in data.Figures.Where(figure => figure.Value is not null))
        {
            var must = figure.Confidence == "recalled" || figure.UnstructuredBecause is not null
                || figure.Inputs.Any(id => data.Find(id) is { Confidence: "recalled" });
            Assert.Equal((figure.Id, must), (figure.Id, Normalizer.Shipped.Figures.Find(figure.Id)?.Unusable is not null));
        }
    }

    [Fact]
    public void The_fields_of_a_figure_override_the_shared_fields_of_its_publication()
    {
        var merged = MergePatch.Apply(
            JsonNode.Parse("""{ "a": 1, "b": { "c": 2, "d": 3 } }"""), JsonNode.Parse("""{ "b": { "c": 4, "d": null }, "e": 5 }"""))!;
        Assert.Equal("""{"a":1,"b":{"c":4},"e":5}""", merged.ToJsonString());
    }
}
