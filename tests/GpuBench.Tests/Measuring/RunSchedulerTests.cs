using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Journals;
using GpuBench.Measuring.Planning;
using GpuBench.Measuring.Rounds;
using GpuBench.Measuring.Running;
using GpuBench.Measuring.Trials;
using GpuBench.Measuring.Workloads;
using GpuBench.Tests.Fakes;
using Xunit;

namespace GpuBench.Tests.Measuring;

public sealed class RunSchedulerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>Two trials of two rounds, carried out by scripted workers.</summary>
    private (RunProgress Progress, IReadOnlyList<JournalEntry> Journaled) Conduct(IWorkerLauncher launcher, params JournalEntry[] already)
    {
        var plan = Plans.Create();
        var started = Plans.Started(plan);
        var path = _folder.Combine($"{Guid.NewGuid():N}.jsonl");
        using var journal = Journal.Create(path);
        journal.Append(started);
        foreach (var entry in already)
            journal.Append(entry);
        var progress = new RunProgress(started, already);
        new RunScheduler(journal, progress, launcher, new SilentObserver(), libTorchDirectory: null).Run(CancellationToken.None);
        return (progress, journal.ReadAll());
    }

    private static string Key(int trial) => Plans.Create().Devices[0].Trials[trial].Trial.Key;

    private static IEnumerable<JournalEntry> Work(RunTrialsRequest order) =>
        from item in order.Items
        from round in Enumerable.Range(item.FirstRound, item.RoundCount)
        from entry in new JournalEntry[] { new RoundStarted(item.Trial.Key, round), Plans.Finished(item.Trial.Key, round, 1) }
        select entry;

    private static IEnumerable<JournalEntry?> Diligent(RunTrialsRequest order) =>
        Work(order).Append(new WorkerFinished(RestartWanted: false));

    [Fact]
    public void A_run_through_a_real_loop_measures_every_round_alternately()
    {
        var launcher = new ThreadWorkerLauncher(emit => new WorkerLoop([new FakeBackend()], [new FakeWorkload()], emit));
        var (progress, journaled) = Conduct(launcher);
        Assert.True(progress.Finished);
        Assert.Equal([Key(0), Key(1), Key(0), Key(1)], journaled.OfType<RoundFinished>().Select(round => round.Key));
        Assert.IsType<RunEnded>(journaled[^1]);
    }

    [Fact]
    public void A_throwing_trial_costs_its_row_and_the_process_that_it_may_have_harmed()
    {
        var starts = 0;
        var launcher = new ThreadWorkerLauncher(emit =>
        {
            starts++;
            return new([new FakeBackend()], [new FakeWorkload(
                trial => trial.Point.Int("n") == 10 ? throw new InvalidOperationException("no such kernel") : new FakeTrial())], emit);
        });
        var (progress, _) = Conduct(launcher);
        Assert.Contains("no such kernel", progress.Ended(Key(0))!.Reason, StringComparison.Ordinal);
        Assert.Equal(2, progress.Rounds(Key(1)).Count);
        // One for the trial that threw, one for the rest of the first pass, one for the second pass.
        Assert.Equal(3, starts);
    }

    [Fact]
    public void A_wrong_result_fails_the_trial_and_keeps_the_process()
    {
        var starts = 0;
        var launcher = new ThreadWorkerLauncher(emit =>
        {
            starts++;
            return new(
                [new FakeBackend()],
                [new FakeWorkload(trial => new FakeTrial(wrongFrom: trial.Point.Int("n") == 10 ? 0 : int.MaxValue))],
                emit);
        });
        var (progress, _) = Conduct(launcher);
        Assert.Equal(TrialStatus.Failed, progress.Ended(Key(0))!.Status);
        Assert.Contains("wrong result", progress.Ended(Key(0))!.Reason, StringComparison.Ordinal);
        // One for each pass.
        Assert.Equal(2, starts);
    }

    [Fact]
    public void A_lost_worker_costs_the_trial_it_was_at_and_nothing_else()
    {
        var launcher = new ScriptedLauncher(
            order => [new RoundStarted(Key(0), 0), Plans.Finished(Key(0), 0, 1), new RoundStarted(Key(1), 0)],
            Diligent);
        var (progress, _) = Conduct(launcher);
        Assert.Equal(TrialStatus.Failed, progress.Ended(Key(1))!.Status);
        Assert.Contains("killed (signal 9)", progress.Ended(Key(1))!.Reason, StringComparison.Ordinal);
        Assert.Equal([0, 1], progress.Rounds(Key(0)).Select(round => round.Round.Index));
        Assert.Equal(
            new RunTrialsRequest.Item(Plans.Create().Devices[0].Trials[0].Trial, FirstRound: 1, RoundCount: 1),
            Assert.Single(launcher.Orders[1].Items) with { Cost = null });
    }

    [Fact]
    public void A_worker_lost_between_two_rounds_costs_no_trial()
    {
        var launcher = new ScriptedLauncher(
            order => [new RoundStarted(Key(0), 0), Plans.Finished(Key(0), 0, 1)],
            Diligent);
        var (progress, _) = Conduct(launcher);
        Assert.Equal(2, progress.Rounds(Key(0)).Count);
        Assert.Equal(2, progress.Rounds(Key(1)).Count);
    }

    [Fact]
    public void A_worker_lost_before_its_first_round_is_not_started_for_ever()
    {
        var launcher = new ScriptedLauncher(_ => []);
        var (progress, _) = Conduct(launcher);
        Assert.Equal(TrialStatus.Failed, progress.Ended(Key(0))!.Status);
        Assert.Equal(TrialStatus.Failed, progress.Ended(Key(1))!.Status);
    }

    [Fact]
    public void A_hang_is_stopped_and_costs_one_trial()
    {
        var launcher = new ScriptedLauncher(
            order => [new RoundStarted(Key(0), 0), null],
            Diligent);
        var (progress, _) = Conduct(launcher);
        Assert.Contains("hangs", progress.Ended(Key(0))!.Reason, StringComparison.Ordinal);
        Assert.Equal(2, progress.Rounds(Key(1)).Count);
    }

    [Fact]
    public void How_long_a_worker_may_be_silent_depends_on_what_it_is_at()
    {
        var launcher = new ScriptedLauncher(
            order =>
            [
                new RoundStarted(Key(0), 0),
                new StepStarted(RoundStep.Prepare, SilenceLimit.HostWork),
                new StillWorking(),
                new StepStarted(RoundStep.FirstLaunch, new(12, 62)),
                new StillWorking(),
                new StepStarted(RoundStep.Measure, new(18, 18)),
                null,
            ],
            Diligent);
        var (progress, _) = Conduct(launcher);
        // Opening, the round, preparing twice, the first launch twice, measuring.
        Assert.Equal([120, 60, 60, 60, 12, 12, 18], launcher.Patience.Take(7).Select(patience => Math.Ceiling(patience.TotalSeconds)));
        Assert.Contains("its timed launches did not end within 18 s", progress.Ended(Key(0))!.Reason, StringComparison.Ordinal);
        Assert.Equal(2, progress.Rounds(Key(1)).Count);
    }

    [Fact]
    public void Where_a_trial_hung_others_of_its_workload_wait_until_the_end_and_say_why_they_are_not_tried()
    {
        // Both trials are of the same workload: after the hang, nothing is left to do in the first pass.
        var launcher = new ScriptedLauncher(
            order => [new RoundStarted(Key(0), 0), new StepStarted(RoundStep.FirstLaunch, new(12, 62)), null],
            Diligent);
        var (progress, _) = Conduct(launcher);
        Assert.Equal([false, true], launcher.Orders.Select(order => order.IsLastPass));
        Assert.True(Assert.Single(launcher.Orders[1].Items).MayHang);
        Assert.StartsWith("hangs: its first launch did not end within 12 s", progress.Ended(Key(0))!.Reason, StringComparison.Ordinal);
        Assert.Equal(2, progress.Rounds(Key(1)).Count);
    }

    [Fact]
    public void A_trial_that_may_hang_comes_last_and_only_with_time_left_for_that()
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
    public void A_timer_that_cannot_be_used_fails_its_trials_and_keeps_the_process()
    {
        var starts = 0;
        var launcher = new ThreadWorkerLauncher(emit =>
        {
            starts++;
            return new([new FakeBackend(_ => 0)], [new FakeWorkload()], emit);
        });
        var (progress, _) = Conduct(launcher);
        Assert.All([Key(0), Key(1)], key =>
            Assert.Contains("the timer returned no positive time", progress.Ended(key)!.Reason, StringComparison.Ordinal));
        Assert.Equal(1, starts);
    }

    [Fact]
    public void What_is_in_the_journal_is_not_measured_again()
    {
        var launcher = new ScriptedLauncher(Diligent);
        Conduct(launcher, Plans.Finished(Key(0), 0, 1), Plans.Finished(Key(0), 1, 1), Plans.Finished(Key(1), 0, 1));
        var item = Assert.Single(launcher.Orders[0].Items);
        Assert.Equal((Key(1), 1, 1), (item.Trial.Key, item.FirstRound, item.RoundCount));
    }

    [Fact]
    public void Without_time_trials_are_skipped_and_say_so()
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
    public void A_trial_that_had_no_turn_says_which_budget_would_do()
    {
        var entries = new List<JournalEntry>();
        var trials = Plans.Create().Devices[0].Trials;
        // Two trials of three rounds of four seconds, and a quarter more, where half of what is added comes to this device.
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
    public void What_was_kept_waiting_in_one_pass_comes_first_in_the_next()
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
    public void What_cannot_fit_by_what_smaller_trials_took_is_not_begun()
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
            // Three launches of twice the time fit half a second, and three of a hundred times do not, even shared among four units.
            Measured = [new(trials[0].Trial, LaunchSeconds: 0.06)],
        });
        var ended = Assert.Single(entries.OfType<TrialEnded>());
        Assert.Equal((trials[2].Trial.Key, TrialStatus.Skipped), (ended.Key, ended.Status));
        Assert.Contains("at least 1.5 s, because one of n=10,m=1,way=up takes 0.06 s", ended.Reason, StringComparison.Ordinal);
        Assert.Equal(trials[1].Trial.Key, Assert.Single(entries.OfType<RoundFinished>()).Key);
    }

    [Fact]
    public void Refused_trials_are_journaled_once_even_after_a_resume()
    {
        var plan = Plans.Create(new RunRequest { Suite = Suite.Ci, Axes = [AxisValues.Parse("dtype=bf16"), AxisValues.Parse("n=5")] });
        var started = Plans.Started(plan);
        using var journal = Journal.Create(_folder.Combine("refused.jsonl"));
        journal.Append(started);
        var progress = new RunProgress(started, []);
        for (var turn = 0; turn < 2; turn++)
            new RunScheduler(journal, progress, new ScriptedLauncher(), new SilentObserver(), null).Run(CancellationToken.None);
        Assert.Single(journal.ReadAll().OfType<TrialEnded>());
    }
}
