using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Xunit;
using Xunit.Abstractions;

namespace GpuBench.Tests.Publications;

/// <summary>
/// <c>check_ratios.py</c> computes the ratios of all outputs a second time, from their JSON and the published data, with the rules of
/// METHOD.md written again in another language.
/// </summary>
[Trait("Tier", "all")]
public sealed class IndependentRatioTests(ProgramOutputs outputs, ITestOutputHelper log) : IClassFixture<ProgramOutputs>
{
    [PythonFact]
    public void A_second_program_finds_the_same_ratios_in_every_output()
    {
        var (exitCode, output) = Check([.. outputs.OfRuns, .. outputs.OfPairs]);
        Assert.True(exitCode == 0, output);
        log.WriteLine(output);
        // "1234 ratios and 2345 intervals recomputed, all agree"
        var words = output.Split(' ');
        Assert.InRange(int.Parse(words[0], CultureInfo.InvariantCulture), 5_000, int.MaxValue);
        Assert.InRange(int.Parse(words[3], CultureInfo.InvariantCulture), 6_000, int.MaxValue);
    }

    [Fact]
    public void The_imaginary_runs_get_every_verdict()
    {
        var verdicts = outputs.OfRuns.SelectMany(file => Comparisons(Read(file)))
            .Select(one => one.Comparison["verdict"]!.GetValue<string>());
        Assert.Equal(
            ["bound", "convertible", "differs", "incomparable", "like", "modelled", "peak", "range", "scaled"],
            verdicts.Distinct().Order(StringComparer.Ordinal));
    }

    /// <summary>One number of one comparison is changed in each copy of the document.</summary>
    [PythonFact]
    public void A_changed_number_of_a_row_is_found_and_its_row_named()
    {
        var corrupted = new Dictionary<string, string>();
        foreach (var file in outputs.OfRuns)
        {
            var examples = Comparisons(Read(file)).Where(one => one.Comparison["low"] is not null)
                .DistinctBy(one => one.Comparison["verdict"]!.GetValue<string>());
            foreach (var (row, index) in examples.Select(one => (one.Row, one.Index)).ToList())
                foreach (var field in (string[])["ratio", "low", "high", "verdict", "figure", "isLowerBound", "kind", "variant", "against"])
                    if (Corrupt(file, row, index, field) is { } copy)
                        corrupted.Add(copy, row);
        }
        AssertEachIsFound(corrupted);
    }

    /// <summary>A projection of another time, wider than allowed, faster than nominal rates, or of no known question.</summary>
    [PythonFact]
    public void A_changed_projection_is_found_and_its_row_named()
    {
        var corrupted = new Dictionary<string, string>();
        foreach (var file in outputs.OfRuns)
        {
            foreach (var workload in new[] { "matmul", "stream", "attention", "decode" })
            {
                // The nominal limits of a model in fp32 are not those of its projection in 16 bits.
                var found = Comparisons(Read(file)).FirstOrDefault(one =>
                    one.Comparison["verdict"]!.GetValue<string>() == "modelled"
                    && one.Row.Contains($"|{workload}|", StringComparison.Ordinal)
                    && (workload == "stream" || one.Row.Contains("|bf16", StringComparison.Ordinal)));
                if (found.Row is not { } row)
                    continue;
                foreach (var change in (string[])["seconds", "low", "high", "question", "class", "faster", "none", "measured"])
                    corrupted.Add(WithProjection(file, row, found.Index, change), row);
            }
        }
        Assert.NotEmpty(corrupted);
        AssertEachIsFound(corrupted);
    }

    [PythonFact]
    public void A_changed_number_of_a_published_pair_is_found_and_its_figure_named()
    {
        string[] fields = ["ratio", "low", "high", "verdict", "kind", "isLowerBound", "isUpperBound", "numerator", "denominator"];
        var corrupted = new Dictionary<string, string>();
        foreach (var file in outputs.OfPairs)
        {
            foreach (var field in fields)
            {
                var document = Read(file);
                var pair = Pairs(document).First(pair => pair["ratio"] is not null);
                if (pair[field] is JsonObject side)
                    side["value"] = Changed("ratio", side["value"]!);
                else
                    pair[field] = Changed(field, pair[field]!);
                var copy = Save($"{Path.GetFileNameWithoutExtension(file)}-{field}.json", document);
                corrupted.Add(copy, pair["numerator"]!["id"]!.ToString());
            }
        }
        AssertEachIsFound(corrupted);
    }

    // The check

    private static (int ExitCode, string Output) Check(IEnumerable<string> files)
    {
        string[] arguments = [Repository.File("tests/tools/check_ratios.py"), Repository.File("results"), .. files];
        using var process = Process.Start(new ProcessStartInfo("python3", arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + errors.Result);
    }

    /// <param name="corrupted">The file, and what an objection must name.</param>
    private void AssertEachIsFound(Dictionary<string, string> corrupted)
    {
        var (exitCode, output) = Check(corrupted.Keys);
        Assert.True(exitCode == 1, output);
        var objections = output.Split('\n');
        var missed = corrupted.Where(one => !objections.Any(line => line.StartsWith($"{one.Key}: {one.Value}", StringComparison.Ordinal)));
        Assert.Empty(missed.Select(one => one.Key));
        log.WriteLine($"{corrupted.Count} changed fields found");
    }

    // Changes

    /// <returns>The path of a copy in which only this comparison is left, with one field changed; null if it has no value.</returns>
    private string? Corrupt(string file, string key, int index, string field)
    {
        var document = Read(file);
        foreach (var row in document["rows"]!.AsArray().Where(row => row!["key"]!.ToString() != key))
            row!["comparisons"] = new JsonArray();
        var comparison = Comparisons(document).First(one => one.Row == key && one.Index == index).Comparison;
        if (comparison[field] is not { } value)
            return null;
        comparison[field] = Changed(field, value);
        return Save($"{Path.GetFileNameWithoutExtension(file)}-{comparison["verdict"]}-{index}-{field}-{key.Length}.json", document);
    }

    /// <returns>The path of a copy in which only this comparison is left, with its projection changed.</returns>
    private string WithProjection(string file, string key, int index, string change)
    {
        var document = Read(file);
        foreach (var row in document["rows"]!.AsArray().Where(row => row!["key"]!.ToString() != key))
            row!["comparisons"] = new JsonArray();
        var comparison = Comparisons(document).First(one => one.Row == key && one.Index == index).Comparison;
        var projection = comparison["projection"]!;
        switch (change)
        {
            case "question" or "class":
                projection[change] = "";
                break;
            case "faster":
                // A hundred times as fast in every number, so that nothing but the nominal rates contradicts it.
                foreach (var field in (string[])["seconds", "low", "high"])
                    projection[field] = projection[field]!.GetValue<double>() / 100;
                foreach (var field in (string[])["ratio", "low", "high"])
                    comparison[field] = comparison[field]!.GetValue<double>() / 100;
                break;
            case "none":
                comparison.Remove("projection");
                break;
            case "measured":
                // The verdict of a measured pair, with a projection.
                comparison["verdict"] = "like";
                break;
            default:
                projection[change] = Changed("ratio", projection[change]!);
                break;
        }
        var name = $"{Path.GetFileNameWithoutExtension(file)}-projection-{change}-{key.Split('|')[2]}-{index}.json";
        return Save(name, document);
    }

    private static JsonNode Changed(string field, JsonNode value) => field switch
    {
        "ratio" or "low" or "high" => value.GetValue<double>() * (1 + 1e-6),
        "verdict" => value.GetValue<string>() == "like" ? "bound" : "like",
        "kind" => value.GetValue<string>() == "unit" ? "task" : "unit",
        "isLowerBound" or "isUpperBound" => !value.GetValue<bool>(),
        "figure" => "h20-96gb-hbm3-gemm-throughput-fp8-block-scaled-128x128-026",
        "against" => "p100",
        _ => "no-such-variant",
    };

    private static IEnumerable<(string Row, int Index, JsonObject Comparison)> Comparisons(JsonNode document) =>
        from row in document["rows"]!.AsArray()
        from one in row["comparisons"]!.AsArray().Index()
        select (row["key"]!.ToString(), one.Index, one.Item!.AsObject());

    private static IEnumerable<JsonObject> Pairs(JsonNode? node) => node switch
    {
        JsonObject pair when pair["numerator"] is JsonObject && pair["denominator"] is JsonObject => [pair],
        JsonObject members => members.SelectMany(member => Pairs(member.Value)),
        JsonArray elements => elements.SelectMany(Pairs),
        _ => [],
    };

    private static JsonNode Read(string file) => JsonNode.Parse(File.ReadAllText(file))!;

    private string Save(string file, JsonNode document) => outputs.Save(file, document.ToJsonString());
}
