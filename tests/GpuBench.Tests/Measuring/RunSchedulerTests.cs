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

    /// <summary>Runs two trials of two rounds with the given launcher's workers.</summary>
    private (RunProgress Progress, IReadOnlyList<JournalEntry> Journaled) Schedule(IWorkerLauncher launcher, params JournalEntry[] already)
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
    public void A_run_with_a_real_worker_loop_alternates_between_the_trials()
    {
        var launcher = new ThreadWorkerLauncher(emit => new WorkerLoop([new FakeBackend()], [new FakeWorkload()], emit));
        var (progress, journaled) = Schedule(launcher);
        Assert.True(progress.Finished);
        Assert.Equal([Key(0), Key(1), Key(0), Key(1)], journaled.OfType<RoundFinished>().Select(round => round.Key));
        Assert.IsType<RunEnded>(journaled[^1]);
    }

    [Fact]
    public void A_trial_that_throws_fails_and_its_worker_is_replaced()
    {
        var starts = 0;
        var launcher = new ThreadWorkerLauncher(emit =>
        {
            starts++;
            return new([new FakeBackend()], [new FakeWorkload(
                trial => trial.Point.Int("n") == 10 ? throw new InvalidOperationException("no such kernel") : new FakeTrial())], emit);
        });
        var (progress, _) = Schedule(launcher);
        Assert.Contains("no such kernel", progress.Ended(Key(0))!.Reason, StringComparison.Ordinal);
        Assert.Equal(2, progress.Rounds(Key(1)).Count);
        // One worker for the trial that threw, one for the rest of the first pass, and one for the second pass.
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
        var (progress, _) = Schedule(launcher);
        Assert.Equal(TrialStatus.Failed, progress.Ended(Key(0))!.Status);
        Assert.Contains("wrong result", progress.Ended(Key(0))!.Reason, StringComparison.Ordinal);
        // One worker for each pass.
        Assert.Equal(2, starts);
    }

    [Fact]
    public void A_worker_that_dies_fails_only_its_current_trial()
    {
        var launcher = new ScriptedLauncher(
            order => [new RoundStarted(Key(0), 0), Plans.Finished(Key(0), 0, 1), new RoundStarted(Key(1), 0)],
            Diligent);
        var (progress, _) = Schedule(launcher);
        Assert.Equal(TrialStatus.Failed, progress.Ended(Key(1))!.Status);
        Assert.Contains("killed (signal 9)", progress.Ended(Key(1))!.Reason, StringComparison.Ordinal);
        Assert.Equal([0, 1], progress.Rounds(Key(0)).Select(round => round.Round.Index));
        Assert.Equal(
            new RunTrialsRequest.Item(Plans.Create().Devices[0].Trials[0].Trial, FirstRound: 1, RoundCount: 1),
            Assert.Single(launcher.Orders[1].Items) with { Cost = null });
    }

    [Fact]
    public void A_worker_that_dies_between_two_rounds_fails_no_trial()
    {
        var launcher = new ScriptedLauncher(
            order => [new RoundStarted(Key(0), 0), Plans.Finished(Key(0), 0, 1)],
            Diligent);
        var (progress, _) = Schedule(launcher);
        Assert.Equal(2, progress.Rounds(Key(0)).Count);
        Assert.Equal(2, progress.Rounds(Key(1)).Count);
    }

    [Fact]
    public void A_worker_that_dies_before_its_first_round_is_restarted_a_limited_number_of_times()
    {
        var launcher = new ScriptedLauncher(_ => []);
        var (progress, _) = Schedule(launcher);
        Assert.Equal(TrialStatus.Failed, progress.Ended(Key(0))!.Status);
        Assert.Equal(TrialStatus.Failed, progress.Ended(Key(1))!.Status);
    }

    [Fact]
    public void A_hang_is_stopped_and_fails_only_its_trial()
    {
        var launcher = new ScriptedLauncher(
            order => [new RoundStarted(Key(0), 0), null],
            Diligent);
        var (progress, _) = Schedule(launcher);
        Assert.Contains("hangs", progress.Ended(Key(0))!.Reason, StringComparison.Ordinal);
        Assert.Equal(2, progress.Rounds(Key(1)).Count);
    }

    [Fact]
    public void The_limit_of_a_workers_silence_depends_on_its_step()
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
        var (progress, _) = Schedule(launcher);
        // The limits of the opening, the round, the preparation (twice), the first launch (twice) and the measurement.
        Assert.Equal([120, 60, 60, 60, 12, 12, 18], launcher.Patience.Take(7).Select(patience => Math.Ceiling(patience.TotalSeconds)));
        Assert.Contains("its timed launches did not end within 18 s", progress.Ended(Key(0))!.Reason, StringComparison.Ordinal);
        Assert.Equal(2, progress.Rounds(Key(1)).Count);
    }

    [Fact]
    public void After_a_hang_other_trials_of_the_workload_wait_for_the_last_pass()
    {
        // Both trials have the same workload. After the hang, the first pass has no other trial.
        var launcher = new ScriptedLauncher(
            order => [new RoundStarted(Key(0), 0), new StepStarted(RoundStep.FirstLaunch, new(12, 62)), null],
            Diligent);
        var (progress, _) = Schedule(launcher);
        Assert.Equal([false, true], launcher.Orders.Select(order => order.IsLastPass));
        Assert.True(Assert.Single(launcher.Orders[1].Items).MayHang);
        Assert.StartsWith("hangs: its first launch did not end within 12 s", progress.Ended(Key(0))!.Reason, StringComparison.Ordinal);
        Assert.Equal(2, progress.Rounds(Key(1)).Count);
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
        var (progress, _) = Schedule(launcher);
        Assert.All([Key(0), Key(1)], key =>
            Assert.Contains("the timer returned no positive time", progress.Ended(key)!.Reason, StringComparison.Ordinal));
        Assert.Equal(1, starts);
    }

    [Fact]
    public void Rounds_in_the_journal_are_not_measured_again()
    {
        var launcher = new ScriptedLauncher(Diligent);
        Schedule(launcher, Plans.Finished(Key(0), 0, 1), Plans.Finished(Key(0), 1, 1), Plans.Finished(Key(1), 0, 1));
        var item = Assert.Single(launcher.Orders[0].Items);
        Assert.Equal((Key(1), 1, 1), (item.Trial.Key, item.FirstRound, item.RoundCount));
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
