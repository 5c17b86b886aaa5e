using System.Text.Json.Nodes;
using GpuBench.Publications.Checking;
using GpuBench.Publications.Data;
using GpuBench.Tests.Fakes;
using Xunit;

namespace GpuBench.Tests.CommandLine;

/// <summary><c>gpubench figures check</c>, as a contributor and a build use it.</summary>
public sealed class FiguresCheckTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>A copy of the repository's data that a test may change.</summary>
    private string CopyOfResults()
    {
        var root = Repository.File("results");
        foreach (var file in Directory.GetFiles(root, "*.json", SearchOption.AllDirectories))
        {
            var copy = _folder.Combine(Path.GetRelativePath(root, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
        return _folder.FullName;
    }

    [Fact]
    public void The_shipped_data_are_consistent_and_their_disagreements_are_ranges()
    {
        var result = Cli.Run(_folder.FullName, "figures", "check", "--json");
        Assert.True(result.ExitCode == 0, result.Error);
        var document = JsonNode.Parse(result.Output)!;

        Assert.Equal(FigureChecks.All.Count, document["checks"]!.AsArray().Count);
        var ranges = document["disagreements"]!.AsArray();
        Assert.Equal(PublishedData.Shipped.Disagreements.Count, ranges.Count);
        Assert.All(ranges, range => Assert.True(range!["low"]!.GetValue<double>() < range["high"]!.GetValue<double>()));
        Assert.Equal(
            PublishedData.Shipped.Figures.Count(figure => figure.UnstructuredBecause is not null),
            document["unstructured"]!.AsArray().Count);
        Assert.Equal(PublishedData.Shipped.Figures.Count(figure => figure.Confidence == "recalled"), document["recalled"]!.AsArray().Count);
    }

    [Theory]
    [MemberData(nameof(Formats.WithText), MemberType = typeof(Formats))]
    public void Every_format_lists_checks_ranges_and_figures_that_are_never_divided(string format)
    {
        var result = Cli.Run(_folder.FullName, "figures", "check", "--format", format);
        Assert.Equal(0, result.ExitCode);
        foreach (var check in FigureChecks.All)
            Assert.Contains(check.Name, result.Output, StringComparison.Ordinal);
        Assert.Contains("128", result.Output, StringComparison.Ordinal);
        Assert.Contains("shape not printed", result.Output, StringComparison.Ordinal);
        Assert.Contains("ascend-910b-64gb-tdp-001", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_figure_in_a_data_folder_fails_the_check_and_is_reported()
    {
        var path = Path.Combine(CopyOfResults(), "accelerators", "h100.json");
        File.WriteAllText(path, File.ReadAllText(path).Replace("15832", "25832", StringComparison.Ordinal));

        var result = Cli.Run(_folder.FullName, "figures", "check", "--data", ".", "--json");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("25832 is not ", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"schemaVersion\":1,")]
    [InlineData("{\"schemaVersion\":1,\"source\":{\"title\":\"A\",\"kind\":\"blog\",\"tier\":3},\"figure\":[]}")]
    public void A_file_that_cannot_be_read_is_bad_input(string text)
    {
        File.WriteAllText(Path.Combine(CopyOfResults(), "published", "new.json"), text);

        var result = Cli.Run(_folder.FullName, "figures", "check", "--data", ".");

        Assert.Equal(4, result.ExitCode);
        Assert.Contains("new.json", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
        Assert.Empty(result.Output);
    }

    /// <summary>Each of these mistakes once caused a stack trace, or passed the check and made every other command fail.</summary>
    [Theory]
    [InlineData(4, "\"value\": 296,", "\"value\": 296, \"value\": 29.6,", "h20.json: $.variants[0].figures[0].value on line")]
    [InlineData(4, "\"value\": 296,", "\"value\": 1e999,", "1e999 is outside the range of a double")]
    [InlineData(4, "\"value\": 296,", "\"value\": [null],", "the element is null")]
    [InlineData(4, "\"schemaVersion\": 1", "\"schemaVersion\": 0", "$.schemaVersion is 0; versions count from 1")]
    [InlineData(4, "\"schemaVersion\": 1", "\"schemaVersion\": 999", "newer than this program reads (1); update gpubench")]
    [InlineData(4, "\"schemaVersion\": 1", "\"schemaVersion\": \"1\"", "$.schemaVersion")]
    [InlineData(4, "\"variants\":", "\"variants\": null, \"was\":", "$.variants")]
    [InlineData(1, "\"aliases\": [\"h20\"]", "\"aliases\": [\"h20\", \"h100\"]", "two accelerators have the alias")]
    [InlineData(
        1, "\"deviceNames\": [\"NVIDIA H20\"", "\"deviceNames\": [\"NVIDIA H100 80GB HBM3\"",
        "two variants have the device name 'NVIDIA H")]
    [InlineData(1, "\"accelerator\": \"h20\"", "\"accelerator\": \"h200\"", "two files describe the accelerator")]
    public void A_mistake_in_an_accelerator_file_is_named(int exitCode, string right, string wrong, string says) =>
        AssertNamed(Path.Combine("accelerators", "h20.json"), exitCode, right, wrong, says);

    [Theory]
    [InlineData(4, "\"rows\":", "\"rows\", \"was\":", "headline.json: $")]
    [InlineData(1, "\"id\": \"", "\"id\": \"x", "names a figure that does not exist")]
    public void A_mistake_in_the_headline_table_is_named(int exitCode, string right, string wrong, string says) =>
        AssertNamed("headline.json", exitCode, right, wrong, says);

    private void AssertNamed(string file, int exitCode, string right, string wrong, string says)
    {
        var path = Path.Combine(CopyOfResults(), file);
        var text = File.ReadAllText(path);
        Assert.Contains(right, text, StringComparison.Ordinal);
        File.WriteAllText(path, text.Replace(right, wrong, StringComparison.Ordinal));

        var result = Cli.Run(_folder.FullName, "figures", "check", "--data", ".", "--format", "csv");

        Assert.Equal(exitCode, result.ExitCode);
        Assert.Contains(says, exitCode == 4 ? Assert.Single(result.ErrorLines) : result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_link_to_a_missing_file_is_reported_with_its_target()
    {
        File.CreateSymbolicLink(Path.Combine(CopyOfResults(), "published", "new.json"), "/nowhere/new.json");
        var result = Cli.Run(_folder.FullName, "figures", "check", "--data", ".");
        Assert.Equal(4, result.ExitCode);
        Assert.Contains(
            "new.json: cannot be read (it is a link to /nowhere/new.json, which does not exist",
            Assert.Single(result.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_links_to_a_missing_folder_is_reported_with_its_target()
    {
        var claims = Path.Combine(CopyOfResults(), "claims");
        Directory.Delete(claims, recursive: true);
        File.CreateSymbolicLink(claims, "/nowhere");
        var result = Cli.Run(_folder.FullName, "figures", "check", "--data", ".");
        Assert.Equal(4, result.ExitCode);
        Assert.Contains("claims: cannot be read (it is a link to /nowhere", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_without_data_is_bad_input() =>
        Assert.Equal(4, Cli.Run(_folder.FullName, "figures", "check", "--data", "nowhere").ExitCode);
}
