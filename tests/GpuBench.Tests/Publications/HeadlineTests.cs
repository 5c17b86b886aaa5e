using System.Globalization;
using GpuBench.Measuring;
using GpuBench.Publications.Data;
using GpuBench.Publications.Figures;
using GpuBench.Publications.Normalising;
using GpuBench.Publications.Normalising.Rules;
using GpuBench.Reports.Figures;
using GpuBench.Reports.Formatting;
using NJsonSchema;
using Xunit;

namespace GpuBench.Tests.Publications;

/// <summary>The whole headline table. Others quote it, so the tests must detect every change in it.</summary>
public sealed class HeadlineTests
{
    private const string None = "";
    private const string Like = "unit like";
    private const string Job = "task like";

    private static readonly HeadlineTable Headline = HeadlineReader.Read(new EmbeddedFiles());

    /// <summary>The columns are headed by one variant each.</summary>
    [Fact]
    public void A_figure_of_another_variant_or_product_says_so()
    {
        var names = Normalizer.Shipped.Names;
        foreach (var row in Headline.Rows)
            foreach (var (column, cell) in new[] { ("h100", row.H100), ("h20", row.H20), ("910b", row.Ascend910B) })
                foreach (var named in cell.Figures)
                {
                    var variant = Normalizer.Shipped.Data.Find(named.Id)!.VariantId;
                    Assert.True(variant == names.Resolve(column) || named.As is not null, $"{row.Label}: {named.Id}");
                    Assert.True(!variant.IsUnstated || named.As!.Contains("unstated", StringComparison.Ordinal), named.Id);
                }
    }

    /// <summary>Workload, values as printed for H100, H20 and 910B, and the ratios H20/H100, 910B/H100 and 910B/H20.</summary>
    public static TheoryData<string, string[], string[]> Rows => new()
    {
        {
            "nominal dense fp16 and bf16", ["989 989", "148 148", "353.9 376"],
            [$"0.150 {Like}", $"0.358 … 0.381 {Like}", $"2.38 … 2.55 {Like}"]
        },
        { "nominal dense fp8 and int8", ["1979 1979", "296 296", "707.8"], [$"0.150 {Like}", $"0.358 {Like}", $"2.39 {Like}"] },
        { "nominal fp32 without matrix units", ["67", "44", "11"], [$"0.657 {Like}", $"0.164 {Like}", $"0.250 {Like}"] },
        { "nominal memory bandwidth", ["3350", "4000", "1600 1800"], [$"1.19 {Like}", $"0.463 … 0.552 {Like}", $"0.388 … 0.462 {Like}"] },
        { "nominal interconnect, both directions", ["900", "900", "392"], [$"1.00 {Like}", $"0.436 {Like}", $"0.436 {Like}"] },
        { "matrix multiply fp16, 4096³, torch.mm", ["760.04", "133.18", "314.52"], [$"0.175 {Like}", $"0.414 {Like}", $"2.36 {Like}"] },
        { "matrix multiply fp16, 8192³, torch.mm", ["736.19", "138.52", "305.46"], [$"0.188 {Like}", $"0.415 {Like}", $"2.21 {Like}"] },
        { "matrix multiply bf16, 4096³, torch.mm", ["788.72", "133.41", "315.36"], [$"0.169 {Like}", $"0.400 {Like}", $"2.36 {Like}"] },
        { "matrix multiply bf16, 8192³, torch.mm", ["797.51", "138.6", "301.23"], [$"0.174 {Like}", $"0.378 {Like}", $"2.17 {Like}"] },
        { "matrix multiply tf32, 4096³, torch.mm", ["402.15", "71.06", "84.56"], [$"0.177 {Like}", "refused dtype", "refused dtype"] },
        { "matrix multiply tf32, 8192³, torch.mm", ["372.05", "71.78", "79.52"], [$"0.193 {Like}", "refused dtype", "refused dtype"] },
        {
            "matrix multiply fp32, 4096³, torch.mm", ["51.88", "30.27", "84.53"],
            [$"0.583 {Like}", "1.63 task convertible", "2.79 task convertible"]
        },
        {
            "matrix multiply fp32, 8192³, torch.mm", ["51.81", "31.99", "80.43"],
            [$"0.617 {Like}", "1.55 task convertible", "2.51 task convertible"]
        },
        { "matrix multiply fp8", ["1290.1", "282.8", "608.554"], ["refused shape", "refused quantity", "refused quantity"] },
        { "matrix multiply, 8192³, torch.mm, sustained (FlagPerf)", ["251.5", None, "313.182 304.277"], [None, None, None] },
        {
            "attention forward fp16, head 128, no mask, 16k, FlashAttention-2", ["370 339", "89", "122.88 151.19"],
            ["0.179 … 0.384 unit range", "refused shape", "refused shape"]
        },
        {
            "attention forward fp16, head 128, no mask, 16k, best fp16 kernel", ["648", "140", "151.19 168.5 175.7"],
            ["refused shape", "refused shape", "refused shape"]
        },
        { "attention forward fp16, head 128, causal, 16k, FlashAttention-3", ["616", "140", None], ["refused shape", None, None] },
        { "memory bandwidth achieved", ["2970", "3300 3550", "1401.29 1000"], ["refused stream", "refused quantity", "refused quantity"] },
        { "link achieved", ["478.87", "337.35", None], ["refused unusable", None, None] },
        {
            "language model, Qwen3-8B bf16, vLLM, ShareGPT, 100 prompts, concurrency 4", ["496.88 7.38", None, "80.06 47.28"],
            [None, "0.0779 … 0.323 task range", None]
        },
        {
            "language model, Qwen3-30B-A3B bf16, one device, SGLang, 1000 in and 2000 out", [None, "2634.68 1240.01", None],
            [None, None, None]
        },
        { "language model, Llama-3.1-8B fp8, MLPerf v5.1 offline, vLLM", ["5777.08", None, None], [None, None, None] },
        { "diffusion, Cosmos-Predict2 14B Video2World 480p", ["286.46 377.67", "852.64", None], [$"0.320 … 0.465 {Job}", None, None] },
        { "BERT-Large and ResNet-50, MLPerf v3.0 offline", ["9369.12 91825.7", None, None], [None, None, None] },
    };

    [Fact]
    public void The_headline_table_has_exactly_the_expected_rows() =>
        Assert.Equal(Rows.Select(row => row[0]), Headline.Rows.Select(row => row.Label));

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_headline_row_has_the_published_values_and_only_the_allowed_ratios(string label, string[] values, string[] ratios)
    {
        var row = Headline.Rows.Single(row => row.Label == label);

        Assert.Equal(values, Cells(row).Select(Values));
        Assert.Equal(ratios, new HeadlineComparer(Normalizer.Shipped).Ratios(row).Select(Text));
    }

    [Fact]
    public void An_empty_cell_has_a_reason() =>
        Assert.All(Headline.Rows.SelectMany(Cells).Where(cell => cell.Figures.Count == 0), cell => Assert.NotEmpty(cell.None!));

    [Fact]
    public void The_report_marks_values_and_ratios_that_need_a_qualification()
    {
        var rows = HeadlineReport.Of(Headline, Normalizer.Shipped).Sections[0].Table.Rows;

        Assert.Contains("376 V (marketing, fp16)", Row("nominal dense fp16 and bf16")[3], StringComparison.Ordinal);
        Assert.Contains(
            "251.5 V (A100 40 GB, fp16); none published", Row("matrix multiply, 8192³, torch.mm, sustained (FlagPerf)")[1],
            StringComparison.Ordinal);
        Assert.Equal("0.179 … 0.384 unit, range", Row("attention forward fp16, head 128, no mask, 16k, FlashAttention-2")[5]);
        Assert.Equal("refused: dtype: hf32 against tf32", Row("matrix multiply tf32, 8192³, torch.mm")[6]);

        IReadOnlyList<string> Row(string label) => rows.Single(row => row[0] == label);
    }

    [Fact]
    public async Task The_headline_file_is_valid_against_its_schema()
    {
        var schema = await JsonSchema.FromFileAsync(Repository.File("results/schemas/headline.schema.json"));
        var text = await File.ReadAllTextAsync(Repository.File("results/headline.json"));

        Assert.Empty(schema.Validate(text));
        Assert.NotEmpty(schema.Validate(text.Replace("\"unit\": \"s\"", "\"value\": 1", StringComparison.Ordinal)));
        Assert.NotEmpty(schema.Validate(text.Replace("{\"none\": \"none published\"}", "{}", StringComparison.Ordinal)));
    }

    private static HeadlineCell[] Cells(HeadlineRow row) => [row.H100, row.H20, row.Ascend910B];

    private static string Values(HeadlineCell cell) => string.Join(
        ' ', cell.Figures.Select(figure => PublishedData.Shipped.Find(figure.Id)!.Value!.Value.ToString(CultureInfo.InvariantCulture)));

    private static string Text(HeadlineRatio ratio) => ratio switch
    {
        { Refused: { } refused } => $"refused {refused.Rulings[^1].Rule}",
        { Allowed: [{ IsRangeOnly: false, Ratio: { } value }, ..] }
            when ratio.Allowed.All(pair => RatioText.Of(pair.Ratio!.Value) == RatioText.Of(value)) =>
            $"{RatioText.Of(value)} {Judgements(ratio)}",
        { Range: { } range } => $"{RatioText.Of(range)} {Judgements(ratio)}",
        _ => None,
    };

    private static string Judgements(HeadlineRatio ratio) => string.Join(" / ", ratio.Allowed.Select(Judgement).Distinct());

    private static string Judgement(Comparison pair) => $"{pair.Kind.Text()} {pair.Verdict.Text()}";
}
