using System.Diagnostics;
using GpuBench.Measuring.Journals;
using GpuBench.Measuring.Planning;
using GpuBench.Measuring.Statistics;
using GpuBench.Measuring.Trials;

namespace GpuBench.Measuring.Running;

/// <summary>
/// Carries a plan through: one worker a device at a time, every lasting line into the journal before the next is read, a lost worker
/// replaced and the trial it was at marked as failed.
/// </summary>
public sealed class Conductor(
    Journal journal, RunProgress progress, IWorkerLauncher launcher, IRunObserver observer, string? libTorchDirectory)
{
    /// <summary>
    /// Longer than any driver needs to compile a kernel; a worker that is silent for so long beyond its round hangs.
    /// </summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>
    /// The rounds of a device are split into so many stretches, with the other devices in between: a neighbour that
    /// disturbs a minute is then seen as scatter between rounds, and not taken for the device.
    /// </summary>
    private const int Stretches = 2;

    private readonly Stopwatch _clock = Stopwatch.StartNew();

    /// <exception cref="OperationCanceledException">Interrupted; what was finished is in the journal.</exception>
    /// <exception cref="UserError">Exit code 1: the journal cannot be written.</exception>
    public void Run(CancellationToken cancellation)
    {
        foreach (var device in progress.Plan.Devices)
            RecordRefusals(device);
        foreach (var slice in Slices())
            RunSlice(slice, BudgetOf(slice), cancellation);
        Record(new RunEnded(DateTimeOffset.UtcNow));
    }

    private void RecordRefusals(PlannedDevice device)
    {
        foreach (var planned in device.Trials)
            if (planned.Refusal is { } refusal && progress.Ended(planned.Trial.Key) is null)
                Record(new TrialEnded(planned.Trial.Key, refusal.Status, refusal.Reason));
    }

    /// <summary>One stretch of one device: its trials up to a number of rounds.</summary>
    private sealed record Slice(PlannedDevice Device, int UpToRound);

    private IEnumerable<Slice> Slices() =>
        from stretch in Enumerable.Range(1, Stretches)
        let upToRound = (progress.Plan.Rounds * stretch + Stretches - 1) / Stretches
        from device in progress.Plan.Devices
        select new Slice(device, upToRound);

    /// <summary>How many rounds the trial still needs in this stretch.</summary>
    private int RoundsLeft(Slice slice, PlannedTrial trial) =>
        Math.Max(0, progress.RoundsLeft(trial) - (progress.Plan.Rounds - slice.UpToRound));

    private int RoundsLeft(Slice slice) => slice.Device.Trials.Sum(trial => RoundsLeft(slice, trial));

    /// <summary>A stretch gets the share of the remaining time that its rounds are of all the remaining rounds.</summary>
    private double? BudgetOf(Slice slice)
    {
        if (progress.Plan.BudgetSeconds is not { } budget)
            return null;
        var roundsLeft = progress.Plan.Devices.Sum(progress.RoundsLeft);
        return (budget - _clock.Elapsed.TotalSeconds) * RoundsLeft(slice) / Math.Max(1, roundsLeft);
    }

    private void RunSlice(Slice slice, double? budgetSeconds, CancellationToken cancellation)
    {
        var deadline = _clock.Elapsed.TotalSeconds + budgetSeconds;
        while (RoundsLeft(slice) > 0)
        {
            observer.DeviceStarting(slice.Device);
            var order = OrderFor(slice, deadline - _clock.Elapsed.TotalSeconds);
            using var worker = launcher.Start(order);
            var finished = Follow(worker, order, cancellation);
            if (finished is { RestartWanted: false })
                return;
        }
    }

    private TrialsOrder OrderFor(Slice slice, double? budgetSeconds) => new(
        slice.Device.Device, progress.Plan.Suite, progress.Plan.Seed, budgetSeconds, slice.UpToRound == progress.Plan.Rounds,
        [.. from planned in slice.Device.Trials
            let left = RoundsLeft(slice, planned)
            where left > 0
            select new TrialsOrder.Item(planned.Trial, progress.Rounds(planned.Trial.Key).Count, left)])
    {
        LibTorchDirectory = libTorchDirectory,
        Measured =
        [
            .. from planned in slice.Device.Trials
               let rounds = progress.Rounds(planned.Trial.Key)
               where rounds.Count > 0
               select new TrialsOrder.Measurement(planned.Trial, rounds.Min(round => Median.Of(round.Round.SamplesSeconds))),
        ],
    };

    /// <returns>Null: the worker was lost.</returns>
    private WorkerFinished? Follow(IWorker worker, TrialsOrder order, CancellationToken cancellation)
    {
        RoundStarted? at = null;
        var measured = false;
        var patience = Patience + TimeSpan.FromSeconds(10 * SuiteSettings.Of(order.Suite).RoundSeconds);
        try
        {
            while (worker.Read(patience, cancellation) is { } entry)
            {
                Record(entry);
                if (entry is WorkerFinished finished)
                    return finished;
                at = entry as RoundStarted;
                measured |= entry is RoundFinished or TrialEnded;
            }
        }
        catch (TimeoutException hang)
        {
            worker.Kill();
            Lost(order, at, measured, $"hangs: {hang.Message}, stopped");
            return null;
        }
        Lost(order, at, measured, $"the worker was lost: {worker.DescribeEnd()}");
        return null;
    }

    /// <summary>
    /// The trial it was at fails. Lost between two rounds, none does: the next worker goes on. Lost before its first
    /// round, a worker would be lost again: then all its trials fail.
    /// </summary>
    private void Lost(TrialsOrder order, RoundStarted? at, bool measured, string what)
    {
        observer.WorkerLost(what);
        if (at is not null)
            Record(new TrialEnded(at.Key, TrialStatus.Failed, what));
        if (at is not null || measured)
            return;
        foreach (var item in order.Items.Where(item => progress.Ended(item.Trial.Key) is null))
            Record(new TrialEnded(item.Trial.Key, TrialStatus.Failed, what));
    }

    private void Record(JournalEntry entry)
    {
        if (entry.Lasting)
            journal.Append(entry);
        progress.Add(entry);
        observer.Saw(entry, progress);
    }
}
