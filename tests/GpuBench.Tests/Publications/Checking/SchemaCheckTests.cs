using System.Text.Json.Nodes;
using GpuBench.Publications.Checking;
using Xunit;

namespace GpuBench.Tests.Publications.Checking;

public sealed class SchemaCheckTests
{
    private const string Measured = "a100-sxm4-40gb-gemm-throughput-fp16-002";

    [Theory]
    [InlineData("published", "flagperf", "source", "tier", "7")]
    [InlineData("published", "flagperf", "source", "kind", "\"blogs\"")]
    [InlineData("published", "flagperf", "source", "url", "\"FlagPerf\"")]
    [InlineData("published", "flagperf", "shared", "confidence", "\"sure\"")]
    [InlineData("published", "flagperf", "shared", "id", "\"one-for-all\"")]
    [InlineData("accelerators", "h100", "", "vendor", "\"\"")]
    [InlineData("rules", "2023-10-17-3a090", "", "date", "\"October\"")]
    [InlineData("claims", "h20-half-of-h100", "", "relation", "\"better\"")]
    [InlineData("claims", "h20-half-of-h100", "", "tolerance", "[0.5]")]
    [InlineData("audits", "2026-11-27-1", "", "date", "\"today\"")]
    [InlineData("audits", "2026-11-27-1", "", "drawn", "0")]
    public void A_field_that_violates_the_schema_is_reported_with_its_file(
        string folder, string slug, string part, string field, string json)
    {
        var files = new EditedFiles().File(folder, slug, document =>
            (part == "" ? document : document[part]!.AsObject())[field] = JsonNode.Parse(json));

        var finding = Assert.Single(Checks.Run<FileSchemaCheck>(files).DistinctBy(finding => finding.File));

        Assert.Equal($"{folder}/{slug}.json".TrimStart('/'), finding.File);
        Assert.Contains(field, finding.What, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("unit", "\"TFLOPS\"")]
    [InlineData("sparsity", "\"sparse\"")]
    [InlineData("unitClass", "\"gpu\"")]
    [InlineData("flopConvention", "\"MNK\"")]
    [InlineData("derivation", "\"guessed\"")]
    [InlineData("value", "-1")]
    [InlineData("dtype", "{\"input\":\"half\"}")]
    [InlineData("method", "{\"regime\":\"burst\",\"cache\":\"warm\",\"statistic\":\"average\"}")]
    [InlineData("workload", "{\"kind\":\"sort\"}")]
    [InlineData("workload", "{\"kind\":\"gemm\",\"m\":0}")]
    [InlineData("uncertainty", "{\"kind\":\"guess\",\"plusMinus\":1}")]
    [InlineData("text", "\"fast\"")]
    [InlineData("unit", null)]
    public void A_figure_that_violates_the_schema_after_the_merge_is_found(string field, string? json)
    {
        var files = new EditedFiles().Figure(Measured, figure =>
        {
            figure.Remove(field);
            if (json is not null)
                figure[field] = JsonNode.Parse(json);
        });

        Assert.Equal(Measured, Assert.Single(Checks.Run<FigureSchemaCheck>(files).DistinctBy(finding => finding.Figure)).Figure);
    }
}
