using GpuBench.Measuring;
using GpuBench.Measuring.Results;
using GpuBench.Measuring.Trials;
using GpuBench.Reports.Comparing;
using GpuBench.Tests.Fakes;
using Xunit;

namespace GpuBench.Tests.Reports.Comparing;

/// <summary>The conditions under which a row is slower, and under which it is undecided.</summary>
public sealed class RowVerdictTests
{
    private static RunComparison Compare(ResultRow first, ResultRow later, double threshold = 0.1) =>
        Assert.Single(Assert.Single(RunComparer.Compare(
            new("first.json", Runs.Document(first)), [new("later.json", Runs.Document(later))], threshold).Later).Rows);

    private static IReadOnlyList<double> Factors(string scatter) => scatter == "quiet" ? Runs.Quiet : Runs.Noisy;

    [Theory]
    [InlineData("quiet", 1.00, RowVerdict.Unchanged)]
    [InlineData("quiet", 0.97, RowVerdict.Unchanged)]
    // Outside the interval, but the change is below the threshold.
    [InlineData("quiet", 0.92, RowVerdict.Unchanged)]
    [InlineData("quiet", 1.08, RowVerdict.Unchanged)]
    [InlineData("quiet", 0.89, RowVerdict.Slower)]
    [InlineData("quiet", 1.12, RowVerdict.Faster)]
    // A drop of 42 % may be scatter here. The rows do not show that nothing changed either.
    [InlineData("noisy", 0.58, RowVerdict.Undecided)]
    [InlineData("noisy", 1.00, RowVerdict.Undecided)]
    [InlineData("noisy", 0.30, RowVerdict.Slower)]
    [InlineData("noisy", 3.00, RowVerdict.Faster)]
    public void A_change_must_be_large_and_outside_the_scatter(string scatter, double factor, RowVerdict verdict)
    {
        var first = Runs.Row(Runs.Card(), 100e12, Factors(scatter));
        var row = Compare(first, Runs.Row(Runs.Card(), factor * 100e12, Factors(scatter)));
        Assert.Equal(factor, row.Ratio!.Value, 1e-9);
        Assert.Equal(verdict, row.Verdict);
        Assert.Equal(row.RerunLow <= factor && factor <= row.RerunHigh, row.WithinPrediction);
        Assert.Equal(first.PredictLow!.Value / first.Median!.Value, row.RerunLow!.Value, 1e-9);
        Assert.Equal(first.PredictHigh!.Value / first.Median.Value, row.RerunHigh!.Value, 1e-9);
    }

    [Fact]
    public void The_user_sets_the_threshold()
    {
        var (first, later) = (Runs.Row(Runs.Card(), 100e12), Runs.Row(Runs.Card(), 90e12));
        Assert.Equal(RowVerdict.Slower, Compare(first, later, 0.05).Verdict);
        Assert.Equal(RowVerdict.Unchanged, Compare(first, later, 0.2).Verdict);
    }

    /// <summary>The interval in the file is for the same number of rounds. One round scatters more than the median of five.</summary>
    [Fact]
    public void A_later_run_of_fewer_rounds_has_a_wider_interval()
    {
        var first = Runs.Row(Runs.Card(), 100e12);
        var (many, one) = (Compare(first, Runs.Row(Runs.Card(), 100e12)), Compare(first, Runs.Row(Runs.Card(), 100e12, [1])));
        Assert.True(one.RerunLow < many.RerunLow && one.RerunHigh > many.RerunHigh);
        Assert.Contains(one.Differs, difference => difference.ToString() == "rounds 5 → 1");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Fewer_than_three_rounds_decide_nothing(int rounds)
    {
        var row = Compare(Runs.Row(Runs.Card(), 100e12, [.. Runs.Quiet.Take(rounds)]), Runs.Row(Runs.Card(), 10e12));
        Assert.Equal(RowVerdict.Undecided, row.Verdict);
        Assert.Contains($"{rounds} of the 3 rounds", row.Why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(TrialStatus.Failed)]
    [InlineData(TrialStatus.Suspect)]
    [InlineData(TrialStatus.Skipped)]
    [InlineData(TrialStatus.Unsupported)]
    public void A_value_that_the_later_run_lacks_is_missing_for_every_status(TrialStatus status)
    {
        var row = Runs.Row(Runs.Card());
        var without = status == TrialStatus.Suspect
            ? row with { Status = status, Reason = "altered" }
            : Runs.Without(row, status, "altered");
        var lost = Compare(row, without);
        Assert.Equal((RowVerdict.Missing, null), (lost.Verdict, lost.Ratio));
        Assert.Equal($"later run: {status.Text()}, altered", lost.Why);
        Assert.Equal(RowVerdict.New, Compare(Runs.Without(row, TrialStatus.Failed, "broken"), row).Verdict);
        Assert.Equal(RowVerdict.NoValue, Compare(Runs.Without(row, TrialStatus.Failed, "broken"), without).Verdict);
    }

    [Fact]
    public void Rows_of_only_one_run_are_listed_and_the_worst_rows_come_first()
    {
        var card = Runs.Card();
        ResultRow[] first = [.. new[] { 256, 512, 1024, 2048 }.Select(order => Runs.Row(card, 100e12, order: order))];
        ResultRow[] later =
        [
            Runs.Row(card, 130e12, order: 512), Runs.Row(card, 70e12, order: 1024), Runs.Row(card, 50e12, order: 2048),
            Runs.Row(card, order: 8192),
        ];
        var run = Assert.Single(RunComparer.Compare(new("a", Runs.Document(first)), [new("b", Runs.Document(later))]).Later);
        Assert.Equal(
            [
                ("256", RowVerdict.Missing), ("2048", RowVerdict.Slower), ("1024", RowVerdict.Slower), ("512", RowVerdict.Faster),
                ("8192", RowVerdict.New),
            ],
            run.Rows.Select(row => (row.Point.Split('=')[^1], row.Verdict)));
        Assert.Equal(
            "2 slower, 1 faster, 0 unchanged, 0 undecided; 1 missing in the later run; 1 in the later run only", run.Summary.ToString());
    }

    /// <summary>If two rows count the same work differently, their rates differ.</summary>
    [Fact]
    public void Rows_with_different_counted_work_have_no_ratio()
    {
        var row = Runs.Row(Runs.Card());
        var compared = Compare(row, row with { Work = row.Work with { BytesRead = 1 } });
        Assert.Equal((RowVerdict.ChangedConditions, null, null), (compared.Verdict, compared.Ratio, compared.WithinPrediction));
        Assert.Contains(compared.Differs, difference => difference.What == "counted work");
    }

    [Fact]
    public void A_point_that_lacks_an_axis_is_shown_with_the_coordinates_that_it_has()
    {
        var row = Runs.Row(Runs.Card()) with { Point = new Point { { "m", 4096 } } };
        Assert.StartsWith("matmul bf16 m=4096", Compare(row, row).Task, StringComparison.Ordinal);
    }
}
