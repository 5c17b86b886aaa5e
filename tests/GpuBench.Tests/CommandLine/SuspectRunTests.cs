using System.Text.Json.Nodes;
using GpuBench.Measuring.Results;
using GpuBench.Tests.Fakes;
using GpuBench.Tests.Publications.Limits;
using NJsonSchema;
using Xunit;

namespace GpuBench.Tests.CommandLine;

/// <summary>What the program reports to a user about a row above what the device can reach.</summary>
public sealed class SuspectRunTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>
    /// The journal of a real run. The test changes its device to an H100, and its samples to a nanosecond for each launch.
    /// </summary>
    [Fact]
    public async Task A_run_with_a_suspect_row_succeeds_and_reports_their_number_and_reason()
    {
        // The rounds of the quick suite are long enough for a busy machine too.
        string[] run =
        [
            "run", "--suite", "quick", "--rounds", "1", "--budget", "15m", "--device", "cpu", "--engine", "ilgpu",
            "--workload", "peak,link", "--axis", "dtype=fp32", "--axis", "items=1024", "--axis", "iterations=16",
            "--axis", "bytes=1048576", "--out", "fast.json",
        ];
        Assert.Equal(0, Cli.Run(_folder.FullName, run).ExitCode);
        var journal = _folder.Combine("fast.json.journal.jsonl");
        File.WriteAllLines(journal, File.ReadAllLines(journal).Select(MakeItFast));

        var result = Cli.Run(_folder.FullName, "run", "--resume", "--out", "fast.json", "--json");
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("rows is suspect, peak fp32 1024 16: ", result.ErrorLines[^1], StringComparison.Ordinal);
        Assert.Contains("times what the device can reach: the limit is 67 TFLOP/s", result.ErrorLines[^1], StringComparison.Ordinal);
        Assert.DoesNotContain("failed", result.Error, StringComparison.Ordinal);
        var peak = JsonNode.Parse(result.Output)!["rows"]!.AsArray().Single(row => row!["workload"]!.GetValue<string>() == "peak")!;
        Assert.Equal("suspect", peak["status"]!.GetValue<string>());
        Assert.Equal("above", peak["nominalCheck"]!["status"]!.GetValue<string>());
        Assert.Empty(peak["comparisons"]!.AsArray());
        var schema = await JsonSchema.FromFileAsync(Repository.File("results/schemas/results.schema.json"));
        Assert.Empty(schema.Validate(result.Output));
    }

    private static string MakeItFast(string line)
    {
        var entry = JsonNode.Parse(line)!;
        var holders = Descendants(entry).OfType<JsonObject>();
        foreach (var name in holders.Where(holder => holder.ContainsKey("name") && holder.ContainsKey("vendor")))
            name["name"] = LimitedRows.H100;
        if (entry["round"]?["samplesSeconds"] is JsonArray samples)
            for (var i = 0; i < samples.Count; i++)
                samples[i] = 1e-9;
        return entry.ToJsonString();
    }

    private static IEnumerable<JsonNode> Descendants(JsonNode node) => node switch
    {
        JsonObject fields => fields.Select(field => field.Value).OfType<JsonNode>().SelectMany(Descendants).Prepend(node),
        JsonArray list => list.OfType<JsonNode>().SelectMany(Descendants).Prepend(node),
        _ => [node],
    };

    [Fact]
    public async Task Compare_checks_the_rows_of_a_file_against_the_nominal_limits()
    {
        Write("possible.json", 700e12);
        Write("impossible.json", 1200e12);

        var against = Cli.Run(_folder.FullName, "compare", "impossible.json", "--json");
        var schema = await JsonSchema.FromFileAsync(Repository.File("results/schemas/results.schema.json"));
        Assert.Empty(schema.Validate(against.Output));
        Assert.Equal("suspect", JsonNode.Parse(against.Output)!["rows"]![0]!["status"]!.GetValue<string>());

        var between = Cli.Run(_folder.FullName, "compare", "possible.json", "impossible.json");
        Assert.Equal(0, between.ExitCode);
        Assert.Contains(
            "later run: suspect, 1200 TFLOP/s is 12.1 % above what the device can reach", between.Output, StringComparison.Ordinal);
    }

    private void Write(string file, double rate) => ResultFile.Write(
        _folder.Combine(file), LimitedRows.On(1.98e9, LimitedRows.MatMul(LimitedRows.H100, Rows.Bf16, rate)));
}
