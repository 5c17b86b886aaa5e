using System.Text.Json.Nodes;
using GpuBench.Reports.Exporters;
using GpuBench.Tests.Fakes;
using Xunit;

namespace GpuBench.Tests.CommandLine;

/// <summary>The published figures as a user reads them. No device is needed.</summary>
public sealed class FiguresTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("figures", "list", "--accelerator", "h20", "--quantity", "gemm-throughput")]
    [InlineData("figures", "list", "--pairs", "h20,h100")]
    [InlineData("figures", "show", "h20-96gb-hbm3-gemm-throughput-bf16-004")]
    [InlineData("figures", "headline")]
    [InlineData("figures", "coverage", "quick")]
    [InlineData("figures", "coverage", "--tasks")]
    [InlineData("figures", "audit", "3", "--seed", "2026")]
    [InlineData("figures", "audit", "--summary")]
    [InlineData("compare", "h20", "--against", "h100")]
    [InlineData("compare", "910b3")]
    public void Every_format_prints_and_nothing_goes_to_standard_error(params string[] arguments)
    {
        foreach (var format in ReportExporters.All.Select(exporter => exporter.Format))
        {
            var result = Cli.Run(_folder.FullName, [.. arguments, "--format", format]);
            Assert.True(result.ExitCode == 0, result.Error);
            Assert.Empty(result.Error);
            Assert.NotEmpty(result.Output);
            if (format == "json")
                Assert.Equal(1, JsonNode.Parse(result.Output)!["schemaVersion"]!.GetValue<int>());
        }
    }

    [Fact]
    public void A_figure_shows_where_its_interval_comes_from_and_whether_it_may_be_divided()
    {
        var measured = Show("h20-96gb-hbm3-gemm-throughput-bf16-004");
        Assert.Equal("spread between chips", measured["terms"]![0]!["name"]!.GetValue<string>());
        Assert.Null(measured["notDividedBecause"]);
        Assert.InRange(measured["interval"]!["low"]!.GetValue<double>(), 130, 138.6);

        var recalled = Show("ascend-910b-64gb-tdp-001");
        Assert.Contains("recalled", recalled["notDividedBecause"]!.GetValue<string>(), StringComparison.Ordinal);

        var disputed = Show("ascend-910b-unspecified-memory-bandwidth-002");
        Assert.Equal("range over sources", disputed["terms"]![0]!["name"]!.GetValue<string>());
        Assert.NotEmpty(disputed["sameKey"]!.AsArray());
    }

    [Fact]
    public void Csv_is_in_si_units()
    {
        var lines = Cli.Run(
            _folder.FullName, "figures", "list", "--accelerator", "h20", "--source", "torch-performance-test-data-77", "--format",
            "csv").Output.Split('\n');
        Assert.StartsWith("id,accelerator,variant,count,quantity,value,unit,", lines[0], StringComparison.Ordinal);
        Assert.Contains(
            lines,
            line => line.StartsWith(
                "h20-96gb-hbm3-gemm-throughput-bf16-004,h20,96gb-hbm3,1,gemm-throughput,138600000000000,FLOP/s,138.6 TFLOP/s,",
                StringComparison.Ordinal));
    }

    [Fact]
    public void Published_figures_are_compared_with_published_figures_or_refused()
    {
        var document = JsonNode.Parse(Cli.Run(_folder.FullName, "compare", "h20", "--against", "h100", "--json").Output)!;
        Assert.Equal("h20-96gb-hbm3", document["device"]!.GetValue<string>());
        Assert.Equal("h100-sxm5-80gb", Assert.Single(document["against"]!.AsArray())!.GetValue<string>());

        var pairs = document["pairs"]!.AsArray();
        var product = pairs.Single(pair => pair!["numerator"]!["id"]!.GetValue<string>() == "h20-96gb-hbm3-gemm-throughput-bf16-004")!;
        Assert.Equal(138.6 / 797.51, product["ratio"]!.GetValue<double>(), 6);
        Assert.Equal("unit", product["kind"]!.GetValue<string>());

        Assert.All(
            pairs.Where(pair => pair!["denominator"]!["variant"]!.GetValue<string>() == "unstated"),
            pair => Assert.Null(pair!["ratio"]));
        Assert.Contains(
            document["refused"]!.AsArray(),
            group => group!["quantity"]!.GetValue<string>() == "attention-forward-throughput" && group["figures"]!.GetValue<int>() > 0);
    }

    [Fact]
    public void The_default_comparison_omits_the_device_itself()
    {
        var against = JsonNode.Parse(Cli.Run(_folder.FullName, "compare", "h20", "--json").Output)!["against"]!.AsArray();
        Assert.Equal(["h100-sxm5-80gb", "ascend-910b-b2"], against.Select(name => name!.GetValue<string>()));
    }

    [Fact]
    public void The_coverage_of_a_suite_fits_in_100_columns_and_has_its_counts_as_fields()
    {
        var table = Cli.Run(_folder.FullName, "figures", "coverage").Output;
        Assert.All(table.Split('\n'), line => Assert.InRange(line.TrimEnd().Length, 0, 100));
        Assert.StartsWith("Rows of the suite lab", table, StringComparison.Ordinal);

        var document = JsonNode.Parse(Cli.Run(_folder.FullName, "figures", "coverage", "--json").Output)!;
        var classes = document["classes"]!.AsArray();
        Assert.Equal("lab", document["suite"]!.GetValue<string>());
        Assert.Equal(document["rows"]!.GetValue<int>(), classes.Sum(one => one!["rows"]!.GetValue<int>()));
        Assert.Equal(
            document["targets"]![0]!["reached"]!.GetValue<int>(),
            classes.Sum(one => one!["against"]![0]!["reached"]!.GetValue<int>()));
        Assert.Equal(["h100", "h20", "ascend-910b"], document["targets"]!.AsArray().Select(target =>
            target!["accelerator"]!.GetValue<string>()));
    }

    [Fact]
    public void The_coverage_by_the_figures_of_a_folder_is_that_of_the_program()
    {
        var shipped = Cli.Run(_folder.FullName, "figures", "coverage", "quick").Output;
        Assert.Equal(shipped, Cli.Run(_folder.FullName, "figures", "coverage", "quick", "--data", Repository.File("results")).Output);
    }

    private JsonNode Show(string id) => JsonNode.Parse(Cli.Run(_folder.FullName, "figures", "show", id, "--json").Output)!;
}
