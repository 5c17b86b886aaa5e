using System.Text.Json.Nodes;
using GpuBench.Measuring;
using GpuBench.Measuring.Results;
using GpuBench.Publications.Normalising;
using GpuBench.Reports.Results;
using GpuBench.Tests.Fakes;
using Xunit;

namespace GpuBench.Tests.Measuring;

/// <summary>A results document from a newer version, with words that this version does not define.</summary>
public sealed class NewerDocumentTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Path => _folder.Combine("newer.json");

    public void Dispose() => _folder.Dispose();

    /// <summary>Reads a document of two rows after the given change, usually of the second row.</summary>
    private ResultDocument ReadAfter(Action<JsonObject> change)
    {
        var document = Rows.Document(
            Rows.MatMul(4096, Rows.Bf16, 4e14, Rows.Cuda("NVIDIA H20")), Rows.MatMul(8192, Rows.Bf16, 5e14, Rows.Cuda("NVIDIA H20")));
        var json = JsonNode.Parse(ResultFile.Serialize(document))!.AsObject();
        change(json);
        File.WriteAllText(Path, json.ToJsonString());
        return ResultFile.Read(Path, Plans.Definitions);
    }

    private static JsonNode Second(JsonObject document) => document["rows"]![1]!;

    [Theory]
    [InlineData("unit", "\"dpx\"", "unit 'dpx'")]
    [InlineData("status", "\"partial\"", "status 'partial'")]
    [InlineData("bound", "\"link\"", "bound 'link'")]
    [InlineData("valueUnit", "\"sample/s\"", "valueUnit 'sample/s'")]
    [InlineData("launch", "\"persistent\"", "launch 'persistent'")]
    [InlineData("sparsity", "\"1:4\"", "sparsity '1:4'")]
    [InlineData("dtype", """{"input":"fp4","accumulate":"fp32","output":"bf16"}""", "dtype.input 'fp4'")]
    [InlineData("dtype", """{"input":"bf16","accumulate":"fp32","output":"bf16","scale":"e8m0"}""", "dtype.scale")]
    public void A_row_with_an_unknown_word_is_shown_with_the_word_but_has_no_ratio(string member, string word, string why)
    {
        var document = ReadAfter(json => Second(json)[member] = JsonNode.Parse(word));

        Assert.Single(document.Rows);
        var foreign = Assert.Single(document.Foreign);
        Assert.Equal($"{why} is not known to this version", foreign.Why);
        var normalizer = new ResultNormalizer(Normalizer.Shipped, [Normalizer.Shipped.Names.Resolve("h100")]);
        var report = ResultReport.Of(normalizer.Fill(document), normalizer);
        var section = Assert.Single(report.Sections, section => section.Title == "Written by a newer version, not used in ratios");
        Assert.Contains(foreign.Why, Assert.Single(section.Table.Rows)[^1], StringComparison.Ordinal);
        Assert.Equal(2, report.Flat.Rows.Count);
        Assert.Contains(report.Flat.Rows[1], cell => cell.Contains(foreign.Why, StringComparison.Ordinal));
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(File.ReadAllText(Path))!["rows"]![1], JsonNode.Parse(report.Json)!["rows"]![1]));
    }

    [Fact]
    public void A_document_with_an_unknown_word_is_the_same_after_writing_and_reading()
    {
        var document = ReadAfter(json => Second(json)["unit"] = "dpx");
        File.WriteAllText(Path, ResultFile.Serialize(document));
        Assert.Equal(ResultFile.Serialize(document), ResultFile.Serialize(ResultFile.Read(Path, Plans.Definitions)));
    }

    [Fact]
    public void An_unknown_back_end_and_an_unknown_suite_are_accepted()
    {
        var document = ReadAfter(json =>
        {
            json["manifest"]!["suite"] = "smoke";
            json["manifest"]!["missing"]!.AsArray().Add(JsonNode.Parse(
                """{"engine":"triton","backend":"hip","reason":"There is no driver.","cure":"Install it."}"""));
        });
        Assert.Equal("smoke", document.Manifest.Suite);
        Assert.Equal("backend 'hip' is not known to this version", Assert.Single(document.Foreign).Why);
        Assert.Equal(2, document.Rows.Count);
    }

    [Fact]
    public void A_word_in_place_of_a_number_is_bad_input()
    {
        var error = Assert.Throws<UserError>(() => ReadAfter(json => Second(json)["median"] = "fast"));
        Assert.Contains("$.rows[1].median", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_number_in_place_of_a_word_is_bad_input() =>
        Assert.Contains(
            "$.rows[1].status",
            Assert.Throws<UserError>(() => ReadAfter(json => Second(json)["status"] = 0)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("rows/0/rounds/0")]
    [InlineData("rows/0/rounds/0/warmUp")]
    [InlineData("rows/0/rounds/0/checkBefore")]
    [InlineData("manifest/host")]
    [InlineData("manifest/tool")]
    public void Members_of_a_newer_version_are_kept_in_every_object(string path)
    {
        JsonNode At(JsonNode document) => path.Split('/')
            .Aggregate(document, (node, step) => node is JsonArray list ? list[step[0] - '0']! : node[step]!);
        var document = ReadAfter(json => At(json)["taste"] = 7);
        Assert.Equal(7, At(JsonNode.Parse(ResultFile.Serialize(document))!)["taste"]!.GetValue<int>());
    }
}
