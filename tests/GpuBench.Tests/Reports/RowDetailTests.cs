using GpuBench.Measuring.Results;
using GpuBench.Publications.Normalising;
using GpuBench.Publications.Normalising.Rules;
using GpuBench.Reports.Results;
using GpuBench.Reports.Tables;
using GpuBench.Workloads.Definitions;
using Xunit;

namespace GpuBench.Tests.Reports;

/// <summary>One row whole: its rounds, and the published figures with the verdict on each.</summary>
public sealed class RowDetailTests
{
    private const string File = "results/measured/nvidia-h200/2026-11-27-162946/results/quick.json";

    private static readonly ResultNormalizer Shipped =
        new(Normalizer.Shipped, [.. ResultNormalizer.DefaultAgainst.Select(Normalizer.Shipped.Names.Resolve)]);

    private static readonly ResultDocument Document =
        Shipped.Fill(ResultFile.Read(Repository.File(File), WorkloadDefinitions.All));

    private static Report Explain(string text) => RowDetailReport.Of(Document, RowDetailReport.Matching(Document, text), Shipped);

    private static IEnumerable<Section> Candidates(Report report) =>
        report.Sections.Where(section => section.Title.Contains(": published figures", StringComparison.Ordinal));

    [Fact]
    public void A_name_chooses_its_rows_alone_and_a_part_of_it_all_rows_that_have_it()
    {
        Assert.Equal(["ilgpu", "torchsharp"], RowDetailReport.Matching(Document, "MATMUL bf16 4096³").Rows.Select(row => row.Engine));
        Assert.Single(RowDetailReport.Matching(Document, "ilgpu matmul bf16 4096³").Rows);
        Assert.True(RowDetailReport.Matching(Document, "matmul bf16").Rows.Count > 2);
        Assert.Empty(RowDetailReport.Matching(Document, "nothing of this name").Rows);
    }

    [Fact]
    public void Every_round_has_its_times_its_checks_and_its_sensors()
    {
        var row = RowDetailReport.Matching(Document, "torchsharp matmul fp16 4096³").Rows.Single();
        var sections = Explain("torchsharp matmul fp16 4096³").Sections;
        Assert.Equal(row.Rounds.Count, RowsOf(": rounds"));
        Assert.Equal(2 * row.Rounds.Count, RowsOf(": sensors"));

        int RowsOf(string title) =>
            sections.Single(section => section.Title.Contains(title, StringComparison.Ordinal)).Table.Rows.Count;
    }

    [Fact]
    public void The_figure_of_each_ratio_is_marked_and_comes_first()
    {
        var row = RowDetailReport.Matching(Document, "torchsharp matmul fp16 4096³").Rows.Single();
        foreach (var (section, comparison) in Candidates(Explain("torchsharp matmul fp16 4096³")).Zip(row.Comparisons))
        {
            var marked = Assert.Single(section.Table.Rows, cells => cells[0].Length > 0);
            Assert.Same(section.Table.Rows[0], marked);
            Assert.Equal(comparison.Figure, marked[1]);
        }
    }

    [Fact]
    public void One_row_alone_shows_every_figure_and_several_rows_the_nearest()
    {
        var side = Shipped.SidesOf(Document).Row(RowDetailReport.Matching(Document, "ilgpu matmul bf16 4096³").Rows.Single());
        var all = new FigureCandidates(Normalizer.Shipped).Of(side, Shipped.Against[0]);
        var alone = Candidates(Explain("ilgpu matmul bf16 4096³")).First();
        Assert.True(all.Count > 20);
        Assert.Equal(all.Count, alone.Table.Rows.Count);
        Assert.EndsWith($"({all.Count} of {all.Count}, nearest first)", alone.Title, StringComparison.Ordinal);

        var several = Candidates(Explain("matmul bf16")).First(section => section.Table.Rows.Count == 20);
        Assert.Contains("(20 of ", several.Title, StringComparison.Ordinal);
        Assert.Contains("Explain one row alone to see all of its figures.", several.Notes);
    }

    [Fact]
    public void Allowed_figures_come_before_refused_ones_and_a_refused_one_names_its_rule()
    {
        var side = Shipped.SidesOf(Document).Row(RowDetailReport.Matching(Document, "torchsharp matmul fp16 4096³").Rows.Single());
        var all = new FigureCandidates(Normalizer.Shipped).Of(side, Shipped.Against[0]);
        var refused = all.SkipWhile(pair => pair.Verdict != Verdict.Incomparable).ToList();
        Assert.NotEmpty(refused);
        Assert.All(refused, pair => Assert.Equal(Verdict.Incomparable, pair.Verdict));
        Assert.All(
            Candidates(Explain("torchsharp matmul fp16 4096³")).First().Table.Rows,
            cells => Assert.True(cells[3][0] is '–' ? cells[3].Contains(": ", StringComparison.Ordinal) : cells[3].Length > 0, cells[3]));
    }
}
