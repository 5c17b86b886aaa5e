using System.Globalization;
using System.Text.Json.Nodes;
using GpuBench.Publications.Checking;
using GpuBench.Publications.Data;
using Xunit;

namespace GpuBench.Tests.Publications.Checking;

/// <summary>The checks find each kind of bad audit. The data are the shipped data with one more audit.</summary>
public sealed class AuditCheckTests
{
    private const string Slug = "2100-01-01-1";
    private const string Measured = "a100-sxm4-40gb-gemm-throughput-fp16-002";
    private const string Words = "h20-96gb-hbm3-memory-type-001";

    private static readonly PublishedData Shipped = PublishedData.Shipped;

    private static readonly double Right = Shipped.Find(Measured)!.Value!.Value;

    private static string Printed => In("TFLOPS");

    private static string In(string unit) => string.Create(CultureInfo.InvariantCulture, $"{Right} {unit}");

    private static EditedFiles Audited(Action<JsonObject> edit, string id = Measured, string slug = Slug)
    {
        var entry = Entry(id);
        edit(entry);
        return Files(slug, 1, entry);
    }

    /// <summary>An entry that agrees and has no value.</summary>
    private static JsonObject Entry(string id) => new()
    {
        ["id"] = id,
        ["address"] = Shipped.SourceOf(Shipped.Find(id)!).Url,
        ["locator"] = "table 1",
        ["outcome"] = "agrees",
    };

    private static EditedFiles Files(string slug, int drawn, params JsonNode[] entries)
    {
        var audit = new JsonObject
        {
            ["schemaVersion"] = 1,
            ["date"] = slug[..10],
            ["seed"] = 1,
            ["drawn"] = drawn,
            ["of"] = 9,
            ["entries"] = new JsonArray(entries),
        };
        return new EditedFiles().Add("audits", slug, audit.ToJsonString());
    }

    private static CheckFinding Only(EditedFiles files)
    {
        var finding = Assert.Single(Checks.Run<AuditCheck>(files));
        Assert.Equal($"audits/{Slug}.json", finding.File);
        return finding;
    }

    [Theory]
    [InlineData("{0} TFLOPS")]
    [InlineData("{0} TFLOP/s")]
    [InlineData("over {0}0 TFLOPs")]
    public void A_value_that_agrees_within_its_formatting_is_accepted(string format) =>
        Assert.Empty(Checks.Run<AuditCheck>(Audited(entry =>
            entry["value"] = string.Format(CultureInfo.InvariantCulture, format, Right.ToString("F2", CultureInfo.InvariantCulture)))));

    [Theory]
    [InlineData("1 TFLOPS")]
    [InlineData("fast")]
    public void A_value_that_agrees_by_its_outcome_only_is_found(string value) =>
        Assert.Contains($"'{value}' was read", Only(Audited(entry => entry["value"] = value)).What, StringComparison.Ordinal);

    [Theory]
    [InlineData("GFLOPS")]
    [InlineData("TB/s")]
    [InlineData("")]
    public void The_number_in_another_unit_or_prefix_is_found(string unit) =>
        Assert.Contains(
            "inUnit", Only(Audited(entry => entry["value"] = In(unit))).Remedy, StringComparison.Ordinal);

    [Fact]
    public void A_conversion_needs_a_note_and_the_right_number()
    {
        Assert.Contains("converts", Only(Audited(entry => Convert(entry, Right, null))).What, StringComparison.Ordinal);
        Assert.Contains("was read", Only(Audited(entry => Convert(entry, Right + 1, "in GFLOPS"))).What, StringComparison.Ordinal);
        Assert.Empty(Checks.Run<AuditCheck>(Audited(entry => Convert(entry, Right, "in GFLOPS"))));

        static void Convert(JsonObject entry, double inUnit, string? note)
        {
            (entry["value"], entry["inUnit"]) = ("many GFLOPS", inUnit);
            if (note is not null)
                entry["note"] = note;
        }
    }

    [Fact]
    public void An_agreement_without_a_value_is_found() =>
        Assert.Contains("no value was read", Only(Audited(_ => { })).What, StringComparison.Ordinal);

    [Fact]
    public void A_source_that_is_not_reachable_has_no_value()
    {
        Assert.Empty(Checks.Run<AuditCheck>(Audited(entry => entry["outcome"] = "not reachable")));
        Assert.Contains(
            "not reachable, but",
            Only(Audited(entry => (entry["outcome"], entry["value"]) = ("not reachable", Printed))).What, StringComparison.Ordinal);
    }

    [Fact]
    public void A_difference_names_the_correction_and_the_figure_has_it()
    {
        Assert.Empty(Checks.Run<AuditCheck>(Audited(Differs(Printed))));
        Assert.Contains("was read", Only(Audited(Differs("1 TFLOPS"))).What, StringComparison.Ordinal);
        foreach (var field in (string[])["fields", "mended"])
            Assert.Contains(
                "what was mended",
                Only(Audited(entry =>
                {
                    Differs(Printed)(entry);
                    entry.Remove(field);
                })).What,
                StringComparison.Ordinal);
    }

    [Fact]
    public void A_figure_that_its_source_does_not_print_must_be_recalled()
    {
        Assert.Contains("verified", Only(Audited(Differs(null))).What, StringComparison.Ordinal);
        Assert.Empty(Checks.Run<AuditCheck>(Audited(Differs(null)).Figure(Measured, figure => figure["confidence"] = "recalled")));
    }

    [Fact]
    public void A_correction_under_another_outcome_is_found() =>
        Assert.Contains(
            "something was mended",
            Only(Audited(entry =>
            {
                Differs(Printed)(entry);
                entry["outcome"] = "agrees";
            })).What,
            StringComparison.Ordinal);

    [Fact]
    public void A_figure_that_does_not_exist_is_found() =>
        Assert.Contains("no such figure", Only(Audited(entry => entry["id"] = "nowhere-001")).What, StringComparison.Ordinal);

    [Fact]
    public void An_address_that_is_not_the_publications_needs_a_note()
    {
        Assert.Contains("https://example.org/b", Only(Audited(Elsewhere(null))).What, StringComparison.Ordinal);
        Assert.Empty(Checks.Run<AuditCheck>(Audited(Elsewhere("the page moved"))));

        static Action<JsonObject> Elsewhere(string? note) => entry =>
        {
            (entry["address"], entry["value"]) = ("https://example.org/b", Printed);
            if (note is not null)
                entry["note"] = note;
        };
    }

    [Theory]
    [InlineData("hbm3", 0)]
    [InlineData("HBM3e", 1)]
    public void Words_are_compared_without_their_case(string value, int findings) =>
        Assert.Equal(findings, Checks.Run<AuditCheck>(Audited(entry => entry["value"] = value, Words)).Count);

    [Fact]
    public void Only_the_latest_audit_is_compared_with_the_figure() => Assert.Empty(Checks.Run<AuditCheck>(
        Audited(entry => entry["value"] = "1 TFLOPS", slug: "2099-12-31-1")
            .Add("audits", Slug, Audited(entry => entry["value"] = Printed).In("audits").Last().Text)));

    [Fact]
    public void An_omitted_entry_a_repeated_one_and_a_wrong_date_are_found()
    {
        Assert.Empty(Checks.Run<AuditDrawCheck>(Files(Slug, 1, Entry(Measured))));
        Assert.Contains(
            "2 figures were drawn, 1 entered", Assert.Single(Checks.Run<AuditDrawCheck>(Files(Slug, 2, Entry(Measured)))).What,
            StringComparison.Ordinal);
        Assert.Equal(Measured, Assert.Single(Checks.Run<AuditDrawCheck>(Files(Slug, 2, Entry(Measured), Entry(Measured)))).Figure);
        Assert.Contains(
            "its date is 2100-01-01",
            Assert.Single(Checks.Run<AuditDrawCheck>(new EditedFiles().Add(
                "audits", "first", Files(Slug, 1, Entry(Measured)).In("audits").Last().Text))).What,
            StringComparison.Ordinal);
    }

    private static Action<JsonObject> Differs(string? value) => entry =>
    {
        (entry["outcome"], entry["fields"], entry["mended"]) = ("differs", new JsonArray("value"), "the value was 1");
        if (value is not null)
            entry["value"] = value;
    };
}
