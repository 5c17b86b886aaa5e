using System.Text.Json.Nodes;
using GpuBench.Tests.Fakes;
using Xunit;

namespace GpuBench.Tests.CommandLine;

/// <summary>The command <c>project</c>, with the figures and laws of the program.</summary>
public sealed class ProjectTests : IDisposable
{
    private const int Columns = 100;

    private static readonly string Run = Repository.File("results/measured/nvidia-h200/2026-11-27-162946/results/quick.json");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_run_is_projected_onto_each_product_and_fits_in_100_columns()
    {
        var table = Output(Run, "--onto", "h20,910b2");

        Assert.Contains("H20", table, StringComparison.Ordinal);
        Assert.Contains("910B2", table, StringComparison.Ordinal);
        Assert.Matches("matmul bf16 [^ ]+ +[0-9.]+ TFLOP/s +≈ [0-9.]+ TFLOP/s", table);
        Assert.Matches("×÷1\\.[0-9]+ +[0-9.]+", table);
        Assert.Contains("How large errors were", table, StringComparison.Ordinal);
        Assert.All(table.Split('\n'), line => Assert.InRange(line.TrimEnd().Length, 0, Columns));
    }

    [Fact]
    public void Json_has_every_field_of_a_projection()
    {
        var document = JsonNode.Parse(Output(Run, "--onto", "h100", "--json"))!;

        Assert.Equal(1, document["schemaVersion"]!.GetValue<int>());
        var projection = document["tasks"]!.AsArray().SelectMany(task => task!["projections"]!.AsArray())
            .First(projection => projection!["refusal"] is null)!;
        Assert.Equal("h100-sxm5-80gb", projection["onto"]!.GetValue<string>());
        Assert.InRange(
            projection["seconds"]!.GetValue<double>(), projection["secondsLow"]!.GetValue<double>(),
            projection["secondsHigh"]!.GetValue<double>());
        Assert.InRange(
            projection["value"]!.GetValue<double>(), projection["valueLow"]!.GetValue<double>(),
            projection["valueHigh"]!.GetValue<double>());
        Assert.Contains(projection["question"]!.GetValue<string>(), new[] { "size", "publication", "accelerator", "family" });
        Assert.NotNull(projection["class"]);
        Assert.NotNull(projection["remarks"]);
    }

    /// <summary>Transformers starts each kernel from Python. Its prefill is the device's time.</summary>
    [Fact]
    public void An_eager_decode_is_host_bound_and_says_why()
    {
        var table = Output("a100", "--onto", "h100", "--kind", "llm", "--model", "qwen1.5-7b");

        Assert.Matches("transformers FlashAttention 2 +37.1 tok/s +host-bound[¹²³]", table);
        Assert.Matches("[¹²³] the host limits eager decoding, not the product: [0-9]+ µs a layer", table);
    }

    [Fact]
    public void Published_figures_of_a_cut_part_s_links_bracket_the_cost()
    {
        var table = Output("a100", "--onto", "h100", "--model", "llama-2-70b", "--links", "a800");

        Assert.Contains("Language models on 8 × A800, each layer on all of them", table, StringComparison.Ordinal);
        Assert.Contains("communication and arithmetic do not overlap", table, StringComparison.Ordinal);
        Assert.Contains("(a800-unstated-x8-all-reduce-algbw-001)", table, StringComparison.Ordinal);
        Assert.Matches("decode Llama-2-70B b1 5\\+200 bf16 +16 KiB", table);
        Assert.All(table.Split('\n'), line => Assert.InRange(line.TrimEnd().Length, 0, Columns));
    }

    [Fact]
    public void Links_that_nobody_published_are_refused_in_words() => Assert.Contains(
        "no bandwidth of an all-reduce of 8 devices in one node is published",
        Output("a100", "--onto", "h100", "--model", "llama-2-70b", "--links", "h20"), StringComparison.Ordinal);

    [Fact]
    public void A_run_without_a_value_says_so()
    {
        var document = JsonNode.Parse(File.ReadAllText(Run))!;
        document["rows"] = new JsonArray();
        File.WriteAllText(_folder.Combine("empty.json"), document.ToJsonString());

        var result = Cli.Run(_folder.FullName, "project", "empty.json");

        Assert.Equal(4, result.ExitCode);
        Assert.Contains("there is nothing to project", result.Error, StringComparison.Ordinal);
    }

    private string Output(params string[] arguments)
    {
        var result = Cli.Run(_folder.FullName, ["project", .. arguments]);
        Assert.True(result.ExitCode == 0, result.Error);
        return result.Output;
    }
}
