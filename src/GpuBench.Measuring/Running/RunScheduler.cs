using GpuBench.Measuring.Journals;
using GpuBench.Measuring.Planning;
using GpuBench.Measuring.Rounds;
using GpuBench.Measuring.Trials;

namespace GpuBench.Measuring.Running;

/// <summary>
/// Runs the plan with one worker per device. Each persisted entry is written before the next is read. A worker that ends early is replaced,
/// and the trial that it ran fails.
/// </summary>
public sealed class RunScheduler(
    Journal journal, RunProgress progress, IWorkerLauncher launcher, IRunObserver observer, string? libTorchDirectory)
{
    /// <summary>Device and workload of trials that hung.</summary>
    private readonly HashSet<(string Engine, string DeviceId, string Workload)> _hung = [];

    /// <summary>
    /// Chosen: a run may exceed its budget by a tenth, so that each trial with a round gets the minimum of
    /// <see cref="BudgetFit.MinRounds"/>.
    /// </summary>
    public const double MaxOverrunShare = 0.1;

    /// <summary>The wall clock; a simulation sets its own.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <exception cref="OperationCanceledException">The run was interrupted; finished rounds are in the journal.</exception>
    /// <exception cref="UserError">Exit code 1: the journal cannot be written.</exception>
    public void Run(CancellationToken cancellation)
    {
        var clock = WallClock.Start(Time);
        foreach (var device in progress.Plan.Devices)
            RecordRefusals(device);
        var passes = DevicePass.Of(progress.Plan);
        for (var i = 0; i < passes.Count; i++)
            RunPass([.. passes.Skip(i)], clock, cancellation);
        Record(new RunEnded(DateTimeOffset.UtcNow));
    }

    private void RecordRefusals(PlannedDevice device)
    {
        foreach (var planned in device.Trials)
            if (planned.Refusal is { } refusal && progress.Ended(planned.Trial.Key) is null)
                Record(new TrialEnded(planned.Trial.Key, refusal.Status, refusal.Reason));
    }

    /// <param name="toCome">The pass to run, and the passes after it.</param>
    private void RunPass(IReadOnlyList<DevicePass> toCome, WallClock clock, CancellationToken cancellation)
    {
        var pass = toCome[0];
        while (pass.RoundsLeft(progress) > 0)
        {
            observer.DeviceStarting(pass.Device);
            var request = RequestFor(toCome, clock.Seconds);
            if (request.Items.Count == 0)
                return;
            using var worker = launcher.Start(request);
            var finished = Follow(worker, request, cancellation);
            if (finished is { RestartWanted: false })
                return;
        }
    }

    private RunTrialsRequest RequestFor(IReadOnlyList<DevicePass> toCome, double spentSeconds)
    {
        var (pass, plan, costs) = (toCome[0], progress.Plan, new TrialCosts(progress));
        var isLast = pass.UpToRound == plan.Rounds;
        var split = plan.BudgetSeconds is { } budget ? new BudgetSplit(progress, costs, toCome, budget - spentSeconds) : null;
        var longer = isLast && plan.BudgetSeconds is { } whole
            ? new BudgetSplit(progress, costs, toCome, (whole * (1 + MaxOverrunShare)) - spentSeconds)
            : split;
        return new(
            pass.Device.Device, plan.Suite, plan.Seed, split?.PassSeconds, isLast,
            [.. from planned in pass.Device.Trials
                let left = pass.RoundsLeft(progress, planned)
                where left > 0
                // Trials that may hang wait for the last pass, when all others have their rounds.
                let mayHang = MayHang(planned.Trial)
                where isLast || !mayHang
                select new RunTrialsRequest.Item(planned.Trial, progress.Rounds(planned.Trial.Key).Count, left)
                {
                    Cost = costs.Of(pass.Device, planned),
                    MayBeLeftOut = planned.MayBeLeftOut,
                    MayHang = mayHang,
                }])
        {
            NeededSeconds = longer?.PassSeconds,
            DeviceSeconds = split?.DeviceSeconds,
            RunBudgetSeconds = plan.BudgetSeconds,
            ShareOfRun = split is not null && plan.BudgetSeconds - spentSeconds is > 0 and { } leftSeconds
                ? Math.Clamp(split.PassSeconds / leftSeconds, 0.01, 1)
                : 1,
            LibTorchDirectory = libTorchDirectory,
            Measured =
            [
                .. from planned in pass.Device.Trials
                   let rounds = progress.Rounds(planned.Trial.Key)
                   where rounds.Count > 0
                   select new RunTrialsRequest.Measurement(planned.Trial, rounds.Min(round => round.Round.LaunchSeconds)),
            ],
        };
    }

    /// <returns>Null: the worker ended before its request.</returns>
    private WorkerFinished? Follow(IWorker worker, RunTrialsRequest request, CancellationToken cancellation)
    {
        RoundStarted? at = null;
        var measured = false;
        var watch = new SilenceWatch();
        try
        {
            while (worker.Read(watch.Patience, cancellation) is { } entry)
            {
                watch.OnEntry(entry);
                Record(entry);
                if (entry is WorkerFinished finished)
                    return finished;
                at = entry switch { RoundStarted started => started, StepStarted or StillWorking => at, _ => null };
                measured |= entry is RoundFinished or TrialEnded;
            }
        }
        catch (TimeoutException)
        {
            worker.Kill();
            if (at is not null)
                _hung.UnionWith(request.Items.Where(item => item.Trial.Key == at.Key).Select(item => Of(item.Trial)));
            OnWorkerFailed(request, at, measured, watch.Describe());
            return null;
        }
        OnWorkerFailed(request, at, measured, $"the worker failed: {worker.DescribeEnd()}");
        return null;
    }

    /// <summary>
    /// The trial that the worker ran fails. If the worker ended between two rounds, no trial fails and the next worker continues. If it
    /// ended before its first round, all its trials fail, because the next worker would end, too.
    /// </summary>
    private void OnWorkerFailed(RunTrialsRequest request, RoundStarted? at, bool measured, string what)
    {
        observer.WorkerLost(what);
        if (at is not null)
            Record(new TrialEnded(at.Key, TrialStatus.Failed, what));
        if (at is not null || measured)
            return;
        foreach (var item in request.Items.Where(item => progress.Ended(item.Trial.Key) is null))
            Record(new TrialEnded(item.Trial.Key, TrialStatus.Failed, what));
    }

    private bool MayHang(Trial trial) => _hung.Contains(Of(trial)) && progress.Rounds(trial.Key).Count == 0;

    private static (string Engine, string DeviceId, string Workload) Of(Trial trial) => (trial.Engine, trial.DeviceId, trial.Workload);

    private void Record(JournalEntry entry)
    {
        if (entry.IsPersisted)
            journal.Append(entry);
        progress.Add(entry);
        observer.OnEntry(entry, progress);
    }
}
