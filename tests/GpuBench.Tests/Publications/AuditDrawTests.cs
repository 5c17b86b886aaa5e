using GpuBench.Measuring;
using GpuBench.Publications.Data;
using Xunit;

namespace GpuBench.Tests.Publications;

/// <summary>The draw of an audit is the same everywhere, and depends on seed and ids alone.</summary>
public sealed class AuditDrawTests
{
    private static readonly PublishedData Data = PublishedData.Read(new EditedFiles());

    private static List<string> Ids(AuditDraw draw, int count, PublishedData? data = null) =>
        [.. draw.From(data ?? Data, count).Figures.Select(figure => figure.Id)];

    /// <summary>Computed with another implementation of SHA-256.</summary>
    [Theory]
    [InlineData(1, "a", "2735D0823BE7ADB42E16154988B6D1CC3E3A4652E22F88FF2CC8744B9A006E0C")]
    [InlineData(2026, "h20-96gb-hbm3-tdp-001", "78EB14B5C978253DA16A3D8CB2AB1E3DC1C99D0114AAA07BBBB837F1CA34C548")]
    public void The_key_of_a_figure_never_changes(int seed, string id, string key) => Assert.Equal(key, AuditDraw.KeyOf(seed, id));

    [Fact]
    public void The_default_seed_is_1() => Assert.Equal(Ids(new() { Seed = 1 }, 5), Ids(new(), 5));

    [Fact]
    public void Equal_seeds_draw_equal_figures_and_other_seeds_others()
    {
        Assert.Equal(Ids(new() { Seed = 7 }, 20), Ids(new() { Seed = 7 }, 20));
        Assert.NotEqual(Ids(new() { Seed = 7 }, 20), Ids(new() { Seed = 8 }, 20));
    }

    [Fact]
    public void A_larger_draw_begins_with_the_smaller_one() => Assert.Equal(Ids(new(), 5), Ids(new(), 50)[..5]);

    [Fact]
    public void A_new_figure_displaces_at_most_one_that_was_drawn()
    {
        var more = PublishedData.Read(new EditedFiles().File("published", "flagperf", publication =>
        {
            var figures = publication["figures"]!.AsArray();
            for (var i = 0; i < 10; i++)
            {
                var copy = figures[0]!.DeepClone();
                copy["id"] = $"new-{i}";
                figures.Add(copy);
            }
        }));
        var after = Ids(new(), 100, more);
        Assert.Equal(100 - after.Count(id => id.StartsWith("new-", StringComparison.Ordinal)), after.Intersect(Ids(new(), 100)).Count());
    }

    [Fact]
    public void Computed_and_recalled_figures_are_drawn_only_on_demand()
    {
        var drawn = new AuditDraw().From(Data, int.MaxValue);
        Assert.All(drawn.Figures, figure => Assert.Equal("verified", figure.Confidence));
        Assert.Equal(Data.Figures.Count, drawn.Of + drawn.LeftOut);
        var all = new AuditDraw { HasUnsourced = true }.From(Data, int.MaxValue);
        Assert.Equal((Data.Figures.Count, 0), (all.Figures.Count, all.LeftOut));
    }

    [Fact]
    public void A_source_is_the_only_one_drawn_from() =>
        Assert.All(new AuditDraw { Source = "flagperf" }.From(Data, 5).Figures, figure => Assert.Equal("flagperf", figure.Source));

    [Fact]
    public void An_unknown_source_is_a_usage_error() =>
        Assert.Equal(ExitCode.Usage, Assert.Throws<UserError>(() => new AuditDraw { Source = "nowhere" }.From(Data, 1)).ExitCode);

    [Fact]
    public void Audited_and_known_figures_are_left_out_if_asked()
    {
        var audited = Data.Audits.Latest.Select(audit => audit.Entry.Id).ToHashSet();
        Assert.NotEmpty(audited);
        Assert.Empty(Ids(new() { IsOfUnaudited = true }, int.MaxValue).Intersect(audited));
        Assert.Empty(Ids(new() { Known = audited }, int.MaxValue).Intersect(audited));
        Assert.Superset(audited, Ids(new(), int.MaxValue).ToHashSet());
    }

    /// <summary>An auditor enters the figures in the order of the draw, so a replaced one is out of order.</summary>
    [Fact]
    public void The_entries_of_every_audit_are_in_the_order_of_their_draw() => Assert.All(Data.Audits.All, audit => Assert.Equal(
        audit.Entries.Select(entry => entry.Id).OrderBy(id => AuditDraw.KeyOf(audit.Seed, id), StringComparer.Ordinal),
        audit.Entries.Select(entry => entry.Id)));

    [Fact]
    public void The_latest_audit_of_a_figure_counts()
    {
        var history = new AuditHistory([Of("2026-03-01-10", "2026-03-01", "c"), Of("2026-03-01-2", "2026-03-01", "b"),
            Of("2026-02-28-1", "2026-02-28", "a")]);
        Assert.Equal(["2026-02-28-1", "2026-03-01-2", "2026-03-01-10"], history.All.Select(audit => audit.Slug));
        Assert.Equal("c", history.LatestOf("x")!.Entry.Locator);
        Assert.Null(history.LatestOf("y"));
    }

    [Fact]
    public void A_wrong_value_is_counted_apart_from_another_wrong_field() => Assert.Equal(
        new AuditCounts(5, 1, 2, 1, 1),
        AuditCounts.Of(
        [
            Entry(AuditOutcome.Agrees), Entry(AuditOutcome.Differs, "locator", "value"), Entry(AuditOutcome.Differs, "unit"),
            Entry(AuditOutcome.Differs, "dtype.input"), Entry(AuditOutcome.NotReachable),
        ]));

    private static Audit Of(string slug, string date, string locator) => new()
    {
        SchemaVersion = 1,
        Date = date,
        Seed = 1,
        Drawn = 1,
        Of = 1,
        Slug = slug,
        Entries = [Entry(AuditOutcome.Agrees) with { Locator = locator }],
    };

    private static AuditEntry Entry(string outcome, params string[] fields) =>
        new() { Id = "x", Address = "https://example.org/a", Locator = "table 1", Outcome = outcome, Fields = fields };
}
