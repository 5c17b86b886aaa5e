using System.Text.Json.Nodes;
using GpuBench.Publications.Data;
using GpuBench.Publications.Normalising;
using GpuBench.Reports.Exporters;
using GpuBench.Reports.Figures;
using GpuBench.Reports.Tables;
using GpuBench.Tests.Fakes;
using Xunit;

namespace GpuBench.Tests.CommandLine;

/// <summary>
/// What the press says about accelerators, asked of the published figures. The answer must stand on the first screen: 45 lines of 100
/// columns.
/// </summary>
public sealed class PressQuestionTests : IDisposable
{
    private const int Columns = 100;
    private const int Lines = 45;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>Whether a product is half, six times or 80 % of another, or what it lost: one command each.</summary>
    [Theory]
    [InlineData("h20", "h100", "matrix compute 0.150", "memory bandwidth 1.19", "no LLM pair is published", "1.2 × H100")]
    [InlineData("910b", "h20", "memory bandwidth 0.400", "memory 0.716", "like prefill 0.980 … 2.48", "no LLM pair is published")]
    [InlineData("h200", "h20", "matrix compute 6.6", "memory bandwidth 1.20", "memory 1.47", "no LLM pair is published")]
    [InlineData("a800", "a100", "interconnect 0.667", "400 GB/s ÷ 600 GB/s", "matrix compute 1.00", "A800: 80 GB")]
    public void One_command_answers_on_the_first_screen(string device, string against, params string[] answers)
    {
        var screen = Screen(Compare(device, against));

        Assert.All(answers, answer => Assert.Contains(answer, screen, StringComparison.Ordinal));
    }

    [Fact]
    public void The_figures_of_a_model_are_found_or_said_to_be_missing()
    {
        var screen = Screen(Compare("h20", "h100", new() { Model = "Qwen3-32B" }));
        Assert.Contains("no LLM pair is published; H20: 14 figures", screen, StringComparison.Ordinal);
        Assert.Contains("H100: 10 figures", screen, StringComparison.Ordinal);

        var listed = Cli.Run(_folder.FullName, "figures", "list", "--model", "qwen3-32b", "--quantity", "serving-throughput");
        Assert.Contains("h100-sxm5-80gb", listed.Output, StringComparison.Ordinal);
        Assert.Contains("Sources: gpustack-performance-lab", listed.Output, StringComparison.Ordinal);
    }

    /// <summary>
    /// One source prints the rate of whole requests, the other the time per token. Both are compared as rates of decoding.
    /// </summary>
    [Theory]
    [InlineData("decode-throughput")]
    [InlineData("offline-throughput")]
    [InlineData("time-per-output-token")]
    public void A_pair_is_found_by_each_quantity_that_its_sides_are_printed_or_compared_as(string quantity)
    {
        var text = Text(Compare("h20", "h100-pcie-80gb", new() { Quantity = quantity }));

        Assert.Contains("decode-throughput", text, StringComparison.Ordinal);
        Assert.Contains("0.728 (0.617 … 0.882)", text, StringComparison.Ordinal);
        Assert.DoesNotContain("no LLM pair is published", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("h20", "h100")]
    [InlineData("910b", "h20")]
    [InlineData("a800", "a100")]
    [InlineData("h200", "h20")]
    public void No_line_is_wider_than_the_terminal_and_no_column_is_left_out(string device, string against)
    {
        foreach (var showsSources in new[] { false, true })
        {
            var text = Text(Compare(device, against, showsSources: showsSources));

            Assert.DoesNotContain(text.Split('\n'), line => line.Length > Columns);
            Assert.DoesNotContain("Left out", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Sources_stand_below_each_section_and_ids_on_demand()
    {
        var plain = Cli.Run(_folder.FullName, "compare", "a800", "--against", "a100").Output;
        Assert.Contains("Sources: ", plain, StringComparison.Ordinal);
        Assert.Contains("tweakers-a800", plain, StringComparison.Ordinal);
        Assert.Contains("published for a800-80gb ÷ a100-sxm4", plain, StringComparison.Ordinal);

        var withIds = Cli.Run(_folder.FullName, "compare", "a800", "--against", "a100", "--sources").Output;
        Assert.Contains("[tweakers-a800]", withIds, StringComparison.Ordinal);

        var json = JsonNode.Parse(Cli.Run(_folder.FullName, "compare", "a800", "--against", "a100", "--json").Output)!;
        Assert.All(json["pairs"]!.AsArray(), pair => Assert.NotEmpty(pair!["numerator"]!["source"]!.GetValue<string>()));
        Assert.NotEmpty(json["summary"]!.AsArray());
    }

    [Fact]
    public void A_long_group_is_one_line_unless_all_pairs_are_asked_for()
    {
        var (some, all) = (Text(Compare("h20", "h100")), Text(Compare("h20", "h100", showsAll: true)));

        Assert.Contains("24 tasks: fp16 flash-attention-2", some, StringComparison.Ordinal);
        Assert.DoesNotContain("24 tasks", all, StringComparison.Ordinal);
        Assert.True(all.Split('\n').Length > some.Split('\n').Length + 80);
    }

    [Fact]
    public void What_only_other_variants_have_is_named()
    {
        var text = Text(Compare("h20", "h100"));

        Assert.Contains("h100-pcie-80gb", text, StringComparison.Ordinal);
        Assert.Contains("of other variants: h100-pcie-80gb 0.728", InOneLine(text), StringComparison.Ordinal);
        Assert.Contains("H20 only", text, StringComparison.Ordinal);
        Assert.Contains("H100 only", text, StringComparison.Ordinal);
    }

    /// <summary>The line of the other variant has the number that the command for this variant prints.</summary>
    [Fact]
    public void Another_variant_has_one_number_in_both_commands()
    {
        Assert.Contains("h100-pcie-80gb 0.728 (0.617 … 0.882)", Screen(Compare("h20", "h100")), StringComparison.Ordinal);
        Assert.Contains(
            "language models 0.728 (0.617 … 0.882) convertible 1 decode-throughput; 227.8 tok/s ÷ 3.199 ms = 313 tok/s",
            Screen(Compare("h20", "h100-pcie-80gb")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("910b", "a800", "language models 0.166 … 0.763", "2 more of unstated variants")]
    [InlineData("910b", "h20", "ascend-910b-64gb ÷ h20-96gb-hbm3 0.436")]
    [InlineData("b200", "h100", "energy per token 0.842 … 1.38", "language models none divides")]
    public void A_line_says_what_it_is_a_range_of(string device, string against, params string[] words)
    {
        var screen = Screen(Compare(device, against));

        Assert.All(words, word => Assert.Contains(word, screen, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("b200", "h100")]
    [InlineData("a800", "a100")]
    public void A_value_has_at_most_six_digits_and_a_miss_says_nothing_twice(string device, string against)
    {
        var text = Text(Compare(device, against, showsAll: true));

        Assert.DoesNotMatch(@"[1-9][0-9]*\.[0-9]{6,}|0\.0*[1-9][0-9]{6,}", text);
        Assert.DoesNotContain("MLPerf round:", text, StringComparison.Ordinal);
    }

    /// <summary>Every gap is one blank, also between the lines of a cell that wraps.</summary>
    private static string Screen(Report report) => InOneLine(string.Join('\n', Text(report).Split('\n').Take(Lines)));

    private static string InOneLine(string text) =>
        string.Join(' ', text.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries));

    private static string Text(Report report)
    {
        using var writer = new StringWriter();
        new TerminalExporter(Columns).Write(report, writer);
        return writer.ToString();
    }

    private static Report Compare(
        string device, string against, FigureQuery? query = null, bool showsAll = false, bool showsSources = false)
    {
        var shipped = Normalizer.Shipped;
        var pairs = new FigurePairs(shipped, query);
        return PublishedComparisonReport.Of(
            [PublishedComparison.Of(shipped.Names.Resolve(device), shipped.Names.Resolve(against), pairs, shipped)], shipped, showsAll,
            showsSources);
    }
}
