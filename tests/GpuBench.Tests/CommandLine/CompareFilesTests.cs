using System.Text.Json.Nodes;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Results;
using GpuBench.Measuring.Trials;
using GpuBench.Tests.Fakes;
using Xunit;

namespace GpuBench.Tests.CommandLine;

/// <summary>Comparisons of results files with results files, as a pipeline and a laboratory run them.</summary>
public sealed class CompareFilesTests : IDisposable
{
    private static readonly DeviceInfo Card = Runs.Card(uuid: "GPU-a");

    private readonly TemporaryFolder _folder = new();

    public CompareFilesTests()
    {
        Write("first.json", Runs.Row(Card), Runs.Row(Card, order: 8192));
        Write("same.json", Runs.Row(Card, 99e12), Runs.Row(Card, order: 8192));
        Write("slower.json", Runs.Row(Card, 80e12), Runs.Row(Card, order: 8192));
        Write("fewer.json", Runs.Row(Card));
        Write("failed.json", Runs.Row(Card), Runs.Without(Runs.Row(Card, order: 8192), TrialStatus.Failed, "wrong result"));
        Write("altered.json", Runs.Row(Card), Runs.Row(Card, order: 8192) with { Median = 200e12 });
        Write("h20.json", Runs.Card("NVIDIA H20", uuid: "GPU-h"));
        Write("driver.json", Card with { Driver = "550.54.14" });
    }

    public void Dispose() => _folder.Dispose();

    private void Write(string file, params ResultRow[] rows) => ResultFile.Write(_folder.Combine(file), Runs.Document([Card], rows));

    private void Write(string file, DeviceInfo card) =>
        ResultFile.Write(_folder.Combine(file), Runs.Document([card], Runs.Row(card), Runs.Row(card, order: 8192)));

    [Theory]
    [InlineData(0, "", "same.json")]
    [InlineData(1, "1 slower by more than 10 % and outside the re-run interval: ilgpu cuda:0 matmul bf16 4096³ (0.800)", "slower.json")]
    [InlineData(1, "fewer.json: 1 missing in the later run: ilgpu cuda:0 matmul bf16 8192³ (later run: no such trial)", "fewer.json")]
    [InlineData(1, "failed.json: 1 missing in the later run", "failed.json")]
    [InlineData(1, "altered.json: 1 missing in the later run", "altered.json")]
    [InlineData(1, "nothing was judged", "h20.json")]
    [InlineData(1, "nothing was judged", "driver.json")]
    [InlineData(1, "slower.json: 1 slower", "same.json", "slower.json")]
    public void A_gate_trips_if_a_value_is_lower_or_missing_or_if_no_row_can_be_judged(int exitCode, string says, params string[] later)
    {
        var result = Cli.Run(_folder.FullName, ["compare", "first.json", .. later, "--fail-below", "10%", "--format", "csv"]);
        Assert.Equal(exitCode, result.ExitCode);
        Assert.Contains(says, result.Error, StringComparison.Ordinal);
        Assert.Equal(exitCode, result.ErrorLines.Length);
        Assert.StartsWith("file,key,", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_slower_run_without_a_gate_is_not_an_error_and_is_in_the_document()
    {
        var result = Cli.Run(_folder.FullName, "compare", "first.json", "slower.json", "--json");
        Assert.Equal(0, result.ExitCode);
        var document = JsonNode.Parse(result.Output)!;
        Assert.Equal(0.1, document["threshold"]!.GetValue<double>());
        Assert.Equal(1, document["summaries"]![0]!["slower"]!.GetValue<int>());
        Assert.Equal("GPU-a", document["first"]!["manifest"]!["devices"]![0]!["device"]!["uuid"]!.GetValue<string>());
        Assert.Equal("slower.json", document["later"]![0]!["file"]!.GetValue<string>());
        var row = document["rows"]![0]!;
        Assert.Equal(
            ["slower", "ilgpu", "batch"], ((string[])["verdict", "engine", "launch"]).Select(field => row[field]!.GetValue<string>()));
        Assert.Equal(0.8, row["ratio"]!.GetValue<double>(), 1e-9);
        Assert.InRange(row["rerunLow"]!.GetValue<double>(), 0.9, 1);
        Assert.InRange(row["rerunHigh"]!.GetValue<double>(), 1, 1.1);
        Assert.False(row["withinPrediction"]!.GetValue<bool>());
    }

    [Fact]
    public void Two_cards_of_one_file_are_compared_by_name()
    {
        var (a, b) = (Card, Runs.Card("NVIDIA H20", 1, "GPU-h"));
        ResultFile.Write(_folder.Combine("both.json"), Runs.Document([a, b], Runs.Row(a), Runs.Row(b, 40e12)));
        var result = Cli.Run(_folder.FullName, "compare", "both.json", "--device", "cuda:0", "--with", "GPU-h", "--format", "md");
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("| other device | 0.400 (", result.Output, StringComparison.Ordinal);
        Assert.Contains("| cuda:0 → cuda:1 |", result.Output, StringComparison.Ordinal);
    }

    /// <summary>A file from another user can contain any device name.</summary>
    [Theory]
    [MemberData(nameof(Formats.All), MemberType = typeof(Formats))]
    public void A_name_in_a_file_cannot_control_the_output(string format)
    {
        Write("hostile.json", Card with { Name = "H20\u001b[2J\u009b5m\nFirst: forged | cell", Uuid = null });
        foreach (var files in (string[][])[["hostile.json"], ["hostile.json", "first.json"]])
        {
            var result = Cli.Run(_folder.FullName, ["compare", .. files, "--format", format]);
            Assert.Equal(0, result.ExitCode);
            Assert.DoesNotContain(result.Output, c => char.IsControl(c) && c is not '\n');
            Assert.Contains("[2J", result.Output, StringComparison.Ordinal);
            if (Formats.HasNotes(format))
                Assert.DoesNotContain("\nFirst: forged", result.Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_row_is_explained_with_its_workload()
    {
        var result = Cli.Run(_folder.FullName, "compare", "first.json", "--explain", "BF16 8192");
        Assert.True(result.ExitCode == 0, result.Error);
        Assert.StartsWith("matmul: Matrix multiply, C = A·B.", result.Output, StringComparison.Ordinal);
        Assert.Contains("matmul bf16 8192³\n", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("4096³", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, "use a percentage", "first.json", "same.json", "--fail-below", "ten")]
    [InlineData(2, "use a percentage", "first.json", "same.json", "--fail-below", "0.1")]
    [InlineData(2, "use a percentage", "first.json", "same.json", "--fail-below", "100%")]
    [InlineData(2, "--fail-below need two files", "first.json", "--fail-below", "10%")]
    [InlineData(2, "--fail-below need two files", "h20", "--fail-below", "10%")]
    [InlineData(2, "name one with --device", "first.json", "--with", "cuda:0")]
    [InlineData(2, "--against needs a single", "first.json", "same.json", "--against", "h20")]
    [InlineData(2, "--explain needs a single results file", "first.json", "same.json", "--explain", "matmul")]
    [InlineData(2, "--explain stream: no row name contains this text", "first.json", "--explain", "stream")]
    [InlineData(3, "it has cuda:0", "first.json", "same.json", "--with", "cuda:7")]
    public void Options_that_cannot_be_combined_give_one_error_line(int exitCode, string says, params string[] arguments)
    {
        var result = Cli.Run(_folder.FullName, ["compare", .. arguments]);
        Assert.Equal(exitCode, result.ExitCode);
        Assert.Contains(says, Assert.Single(result.ErrorLines), StringComparison.Ordinal);
        Assert.Empty(result.Output);
    }
}
