using GpuBench.Measuring.Journals;
using GpuBench.Measuring.Planning;
using GpuBench.Measuring.Running;
using GpuBench.Measuring.Trials;
using GpuBench.Measuring.Workloads;
using GpuBench.Tests.Fakes;
using Xunit;

namespace GpuBench.Tests.Measuring;

/// <summary>The order in which a worker runs its trials, and the trials that it skips.</summary>
public sealed class WorkerLoopTests
{
    private static string Key(int trial) => Plans.Create().Devices[0].Trials[trial].Trial.Key;

    [Fact]
    public void A_trial_that_may_hang_runs_last_and_only_if_there_is_time_for_a_hang()
    {
        IReadOnlyList<JournalEntry> EntriesOf(double budgetSeconds)
        {
            var (entries, trials) = (new List<JournalEntry>(), Plans.Create().Devices[0].Trials);
            RunTrialsRequest.Item[] items = [new(trials[0].Trial, 0, 1) { MayHang = true }, new(trials[1].Trial, 0, 2)];
            var order = new RunTrialsRequest(FakeDevice.SomeCpu, Suite.Ci, 1, budgetSeconds, IsLastPass: true, items);
            new WorkerLoop([new FakeBackend()], [new FakeWorkload()], entries.Add).Run(order with { RunBudgetSeconds = budgetSeconds });
            return entries;
        }
        Assert.Equal(
            [(Key(1), 0), (Key(1), 1), (Key(0), 0)],
            EntriesOf(1000).OfType<RoundStarted>().Select(round => (round.Key, round.RoundIndex)));
        var skipped = Assert.Single(EntriesOf(5).OfType<TrialEnded>());
        Assert.Equal((Key(0), TrialStatus.Skipped), (skipped.Key, skipped.Status));
        Assert.Contains("another trial of this workload hung", skipped.Reason, StringComparison.Ordinal);
        Assert.Contains("raise --budget to", skipped.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Trials_are_skipped_with_the_reason_if_there_is_no_time()
    {
        var entries = new List<JournalEntry>();
        var loop = new WorkerLoop([new FakeBackend()], [new FakeWorkload()], entries.Add);
        var items = Plans.Create().Devices[0].Trials.Select(t => new RunTrialsRequest.Item(t.Trial, 0, 2)).ToList();
        loop.Run(new RunTrialsRequest(FakeDevice.SomeCpu, Suite.Ci, 1, BudgetSeconds: -1, IsLastPass: true, items));
        Assert.Equal(
            2,
            entries.OfType<TrialEnded>()
                .Count(ended => ended.Status == TrialStatus.Skipped && ended.Reason.Contains("budget", StringComparison.Ordinal)));
        Assert.Empty(entries.OfType<RoundFinished>());
    }

    [Fact]
    public void The_reason_of_a_trial_that_did_not_run_proposes_a_sufficient_budget()
    {
        var entries = new List<JournalEntry>();
        var trials = Plans.Create().Devices[0].Trials;
        // Two trials of three rounds of four seconds, and a margin of a quarter. This device gets half of the added budget.
        new WorkerLoop([new FakeBackend()], [new FakeWorkload()], entries.Add).Run(new RunTrialsRequest(
            FakeDevice.SomeCpu, Suite.Ci, 1, BudgetSeconds: 0, IsLastPass: true,
            [.. trials.Select(t => new RunTrialsRequest.Item(t.Trial, 0, 3) { Cost = new(3, 1, 0) })])
        {
            RunBudgetSeconds = 30,
            ShareOfRun = 0.5,
            DeviceSeconds = 1000,
        });
        Assert.All(entries.OfType<TrialEnded>(), ended =>
            Assert.Equal("the time budget ran out before its first round: raise --budget to 90s", ended.Reason));
        Assert.Equal(2, entries.OfType<TrialEnded>().Count());
    }

    [Fact]
    public void The_trial_with_the_fewest_finished_rounds_runs_first()
    {
        var entries = new List<JournalEntry>();
        var trials = Plans.Create().Devices[0].Trials;
        new WorkerLoop([new FakeBackend()], [new FakeWorkload()], entries.Add).Run(new RunTrialsRequest(
            FakeDevice.SomeCpu, Suite.Ci, 1, BudgetSeconds: null, IsLastPass: true,
            [new(trials[0].Trial, FirstRound: 1, RoundCount: 2), new(trials[1].Trial, FirstRound: 0, RoundCount: 3)]));
        Assert.Equal(
            [(Key(1), 0), (Key(0), 1), (Key(1), 1), (Key(0), 2), (Key(1), 2)],
            entries.OfType<RoundFinished>().Select(round => (round.Key, round.Round.Index)));
    }

    [Fact]
    public void A_trial_that_cannot_fit_according_to_smaller_trials_is_not_started()
    {
        var entries = new List<JournalEntry>();
        var trials = Plans.Create(new RunRequest
        {
            Suite = Suite.Ci,
            Axes = [AxisValues.Parse("dtype=fp32"), AxisValues.Parse("n=10,20,1000")],
        }).Devices[0].Trials;
        new WorkerLoop([new FakeBackend()], [new FakeWorkload()], entries.Add).Run(new RunTrialsRequest(
            FakeDevice.SomeCpu, Suite.Ci, 1, BudgetSeconds: null, IsLastPass: true,
            [new(trials[2].Trial, 0, 1), new(trials[1].Trial, 0, 1)])
        {
            // Three launches that take twice the time fit into 0.5 s. Three that take a hundred times the time do not, even on four units.
            Measured = [new(trials[0].Trial, LaunchSeconds: 0.06)],
        });
        var ended = Assert.Single(entries.OfType<TrialEnded>());
        Assert.Equal((trials[2].Trial.Key, TrialStatus.Skipped), (ended.Key, ended.Status));
        Assert.Contains("at least 1.5 s, because one of n=10,m=1,way=up takes 0.06 s", ended.Reason, StringComparison.Ordinal);
        Assert.Equal(trials[1].Trial.Key, Assert.Single(entries.OfType<RoundFinished>()).Key);
    }
}
