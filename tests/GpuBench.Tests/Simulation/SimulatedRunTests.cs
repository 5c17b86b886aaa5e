using GpuBench.Measuring.Planning;
using GpuBench.Measuring.Results;
using GpuBench.Measuring.Running;
using GpuBench.Measuring.Trials;
using GpuBench.Measuring.Workloads;
using GpuBench.Tests.Publications.Limits;
using GpuBench.Torch.Devices;
using Xunit;

namespace GpuBench.Tests.Simulation;

/// <summary>The rows that a user of an H100 gets within the budget of a suite. The tests run the real plan on simulated hardware.</summary>
public sealed class SimulatedRunTests
{
    private static RunRequest Request(Suite suite, double? budgetSeconds = null) => new()
    {
        Suite = suite,
        Budget = budgetSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
    };

    private static SimulatedRun Run(RunRequest request, double share, string torch = TorchEngines.Stable) =>
        SimulatedRun.Of(request, SimulatedHost.SixteenCores, new(share), torch);

    private static string ClassOf(ResultRow row) => $"{row.Engine} {row.Workload} {row.DType}";

    /// <summary>Every kind of row is measured, and each measured row has its minimum of rounds.</summary>
    private static void AssertWorthReading(SimulatedRun run)
    {
        Assert.Empty(run.Document.Rows.Except(run.Measured).Except(run.Skipped));
        Assert.Equal(run.Document.Rows.Select(ClassOf).ToHashSet(), run.Measured.Select(ClassOf).ToHashSet());
        Assert.All(run.Measured, row => Assert.InRange(row.Rounds.Count, BudgetFit.MinRounds, int.MaxValue));
        var judged = LimitedRows.Normalizer.Judge(run.Document).Rows;
        Assert.DoesNotContain(judged, row => row.Status == TrialStatus.Suspect);
        Assert.Contains(judged, row => row.NominalCheck is { Status: NominalStatus.Within });
    }

    /// <param name="share">Of all rows that may be skipped without a warning: costs are forecast from nominal clocks.</param>
    private static void AssertForeseen(SimulatedRun run, double share = 0) => Assert.InRange(
        run.Skipped.Select(row => row.Key).Except(run.AtRisk).Count(), 0, share * run.Document.Rows.Count);

    [Theory, InlineData(1.0), InlineData(0.5)]
    public void Quick_ends_within_three_minutes_with_every_kind_of_row(double share)
    {
        var run = Run(Request(Suite.Quick), share);
        AssertWorthReading(run);
        AssertForeseen(run);
        Assert.Equal(65, run.Document.Rows.Count);
        Assert.InRange(run.Skipped.Count, 0, 5);
        Assert.InRange(run.Seconds, 0, 180);
    }

    [Fact]
    public void Quick_has_time_for_the_rows_in_TF32_too()
    {
        var run = Run(Request(Suite.Quick), share: 1, TorchEngines.TorchSharp);
        AssertWorthReading(run);
        AssertForeseen(run);
        Assert.Equal(69, run.Document.Rows.Count);
        Assert.InRange(run.Seconds, 0, 180);
    }

    [Fact]
    public void A_round_warms_up_and_takes_ten_samples_even_after_slow_preparation()
    {
        var run = SimulatedRun.Of(Request(Suite.Quick), SimulatedHost.SixteenCores.Faster(0.2), new(1), TorchEngines.Stable);
        Assert.All(run.Measured.SelectMany(row => row.Rounds, (row, round) => (row.Launch, Round: round)), measured =>
        {
            Assert.InRange(measured.Round.WarmUp.Seconds, 0.3, double.PositiveInfinity);
            Assert.InRange(measured.Round.SamplesSeconds.Count, measured.Launch == LaunchMode.Script ? 1 : 10, int.MaxValue);
        });
    }

    [Fact]
    public void Lab_in_six_minutes_stops_at_its_budget_with_every_kind_of_row()
    {
        var run = Run(Request(Suite.Lab, budgetSeconds: 360), share: 1);
        AssertWorthReading(run);
        AssertForeseen(run, share: 0.01);
        Assert.Contains(run.Measured, row => row.Stopped == "budget");
        Assert.InRange(run.Seconds, 0, 360 * (1 + RunScheduler.MaxOverrunShare));
    }

    [Theory, InlineData(1.0), InlineData(0.5)]
    public void The_most_expensive_trials_are_skipped_first_if_the_budget_is_too_short(double share)
    {
        var run = Run(Request(Suite.Quick, budgetSeconds: 110), share);
        AssertWorthReading(run);
        AssertForeseen(run);
        Assert.NotEmpty(run.Skipped);
        Assert.All(run.Skipped, row => Assert.Contains("raise --budget", row.Reason, StringComparison.Ordinal));
    }
}
