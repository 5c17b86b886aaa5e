using GpuBench.Measuring.Journals;
using GpuBench.Measuring.Planning;
using GpuBench.Measuring.Results;
using GpuBench.Measuring.Trials;
using GpuBench.Measuring.Workloads;
using GpuBench.Publications.Normalising;
using GpuBench.Reports.Results;
using GpuBench.Tests.Fakes;
using Xunit;

namespace GpuBench.Tests.Reports;

/// <summary>Trials that an interrupted run did not begin are one line of the tables. In the document, each has its own row.</summary>
public sealed class NotBegunTests
{
    /// <summary>A run of eight trials: one has a value, one was skipped, and six were not begun.</summary>
    private static ResultDocument Interrupted()
    {
        var plan = Plans.Create(new RunRequest { Suite = Suite.Ci, Rounds = 2, Axes = [AxisValues.Parse("n=1..8+1")] });
        var keys = plan.Devices[0].Trials.Select(planned => planned.Trial.Key).ToList();
        JournalEntry[] entries = [Plans.Finished(keys[0], 0, 1, 2), new TrialEnded(keys[1], TrialStatus.Skipped, "no time for it")];
        return DocumentBuilder.Build(new RunProgress(Plans.Started(plan), entries), entries, Plans.Definitions);
    }

    [Fact]
    public void Trials_that_were_not_begun_share_one_line_of_the_table()
    {
        var document = Interrupted();
        Assert.Equal(6, document.Rows.Count(row => row.IsNotBegun));
        var report = ResultReport.Of(document, new ResultNormalizer(Normalizer.Shipped, []));
        var section = report.Sections.Single(one => one.Title == "Not measured");
        Assert.Equal(2, section.Table.Rows.Count);
        Assert.Equal("no time for it", section.Table.Rows[0][^1]);
        Assert.Contains("6 trials not begun", section.Table.Rows[1]);
        Assert.Contains("--resume", section.Table.Rows[1][^1], StringComparison.Ordinal);
        var counted = report.Short!.Sections.Single(one => one.Title == "Not measured: 7 of 8 trials");
        Assert.Equal(["1", "6"], counted.Table.Rows.Select(row => row[2]));
    }

    [Fact]
    public void The_document_has_a_row_for_each_trial_that_was_not_begun()
    {
        var read = ResultFile.Serialize(Interrupted());
        Assert.Equal(6, read.Split("the run was cut off before its first round").Length - 1);
        Assert.DoesNotContain("isNotBegun", read, StringComparison.OrdinalIgnoreCase);
    }
}
