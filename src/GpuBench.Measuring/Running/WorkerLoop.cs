using System.Text.Json.Serialization;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Journals;
using GpuBench.Measuring.Planning;
using GpuBench.Measuring.Rounds;
using GpuBench.Measuring.Trials;
using GpuBench.Measuring.Workloads;

namespace GpuBench.Measuring.Running;

/// <summary>A request to a worker process, as one JSON line on its standard input.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "order")]
[JsonDerivedType(typeof(DiscoverRequest), "inventory")]
[JsonDerivedType(typeof(RunTrialsRequest), "trials")]
[JsonDerivedType(typeof(SelfTestRequest), "self-test")]
public abstract record WorkerRequest
{
    /// <summary>Directory of libtorch; null: the search path of the loader.</summary>
    public string? LibTorchDirectory { get; init; }
}

/// <summary>Lists the devices of one back end, in a separate process because a broken driver may end it.</summary>
public sealed record DiscoverRequest(string Engine, Backend Backend) : WorkerRequest;

/// <summary>Runs trials on a device.</summary>
/// <param name="BudgetSeconds">Wall seconds for this request; null: no limit.</param>
/// <param name="IsLastPass">No other request follows: trials without a round at the end are skipped.</param>
public sealed record RunTrialsRequest(
    DeviceInfo Device, Suite Suite, ulong Seed, double? BudgetSeconds, bool IsLastPass, IReadOnlyList<RunTrialsRequest.Item> Items)
    : WorkerRequest
{
    /// <summary>Launch times of the device's trials so far, also of finished ones.</summary>
    public IReadOnlyList<Measurement> Measured { get => field ?? []; init; }

    /// <summary>
    /// Later limit in wall seconds for a begun trial with fewer than <see cref="BudgetFit.MinRounds"/> rounds; null: no limit.
    /// </summary>
    public double? NeededSeconds { get; init; }

    /// <summary>Wall seconds of the device, with its later requests; null: no limit.</summary>
    public double? DeviceSeconds { get; init; }

    /// <summary>Budget of the whole run in seconds; null: no limit.</summary>
    public double? RunBudgetSeconds { get; init; }

    /// <summary>Share of the remaining time of the run that this request gets.</summary>
    public double ShareOfRun { get; init; } = 1;

    /// <param name="FirstRound">Number of rounds already in the journal.</param>
    /// <param name="RoundCount">Number of rounds to do.</param>
    public sealed record Item(Trial Trial, int FirstRound, int RoundCount)
    {
        /// <summary>Cost of one round, planned or measured; null: unknown.</summary>
        public RoundCost? Cost { get; init; }

        /// <inheritdoc cref="PlannedTrial.MayBeLeftOut"/>
        public bool MayBeLeftOut { get; init; }

        /// <summary>Another trial of its workload hung on the device. This one comes last, and needs time for another hang.</summary>
        public bool MayHang { get; init; }
    }

    public sealed record Measurement(Trial Trial, double LaunchSeconds);
}

/// <summary>Tests workloads on a device that may not be able to run them, in a separate process because the device may end it.</summary>
/// <param name="Workloads">Names, in order.</param>
public sealed record SelfTestRequest(DeviceInfo Device, IReadOnlyList<string> Workloads) : WorkerRequest;

/// <summary>
/// Executes a request in a worker. Rounds of different trials alternate. A disturbance of some seconds then falls on one round of several
/// trials, where it shows as scatter, and not on all rounds of one trial.
/// </summary>
public sealed class WorkerLoop(
    IReadOnlyList<IBackend> backends, IReadOnlyList<IWorkload> workloads, Action<JournalEntry> emit, TimeProvider? time = null)
{
    private readonly TimeProvider _time = time ?? TimeProvider.System;

    public void Run(WorkerRequest request)
    {
        switch (request)
        {
            case DiscoverRequest inventory:
                emit(new InventoryTaken(BackendOf(inventory.Engine, inventory.Backend).Discover()));
                emit(new WorkerFinished(RestartWanted: false));
                break;
            case RunTrialsRequest trials:
                emit(new WorkerFinished(RestartWanted: !RunTrials(trials)));
                break;
            case SelfTestRequest test:
                emit(new WorkerFinished(RestartWanted: !DeviceSelfTest.Run(test, backends, workloads, emit)));
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(request));
        }
    }

    /// <returns>False after a trial threw: its context may be broken, so the others need a new process.</returns>
    private bool RunTrials(RunTrialsRequest request)
    {
        var budget = new RequestBudget(request, _time);
        using var device = BackendOf(request.Device.Engine, request.Device.Backend).Open(request.Device);
        emit(new DeviceOpened(device.Info, device.EngineVersion, device.Timer));
        var known = KnownTo(request);
        var started = new HashSet<string>();
        var ended = new HashSet<string>();
        foreach (var (item, roundIndex) in Alternate(request.Items))
        {
            if (ended.Contains(item.Trial.Key) || !budget.Allows(item.Trial.Key))
                continue;
            started.Add(item.Trial.Key);
            var outcome = RunRound(device, request, item, roundIndex, budget, known);
            if (outcome == Outcome.DeviceInDoubt)
                return false;
            if (outcome == Outcome.TrialOver)
            {
                ended.Add(item.Trial.Key);
                budget.Ended(item.Trial.Key);
            }
        }
        if (request.IsLastPass)
            SkipUnmeasured(request.Items, started, budget);
        return true;
    }

    private enum Outcome
    {
        RoundDone,
        TrialOver,
        DeviceInDoubt,
    }

    /// <summary>
    /// Trials that may hang come last. The others are ordered by rounds already taken: trials that waited for slow ones in the previous
    /// pass come first in this one.
    /// </summary>
    private static IEnumerable<(RunTrialsRequest.Item Item, int RoundIndex)> Alternate(IReadOnlyList<RunTrialsRequest.Item> items) =>
        from mayHang in (bool[])[false, true]
        from round in Enumerable.Range(0, items.Select(item => item.FirstRound + item.RoundCount).DefaultIfEmpty(0).Max())
        from item in items
        where item.MayHang == mayHang && round >= item.FirstRound && round < item.FirstRound + item.RoundCount
        select (item, round);

    private LaunchTimeEstimator KnownTo(RunTrialsRequest request)
    {
        var known = new LaunchTimeEstimator(request.Device.ComputeUnits);
        foreach (var (trial, launchSeconds) in request.Measured)
            known.Add(trial, WorkOf(trial), launchSeconds);
        return known;
    }

    private Outcome RunRound(
        IDevice device, RunTrialsRequest request, RunTrialsRequest.Item item, int roundIndex, RequestBudget budget,
        LaunchTimeEstimator known)
    {
        var trial = item.Trial;
        if (roundIndex == 0 && budget.LeftOutReason(trial.Key) is { } noTime)
        {
            // Before the last pass the trial only waits. In the last pass the costs of the others are known.
            if (request.IsLastPass)
                emit(new TrialEnded(trial.Key, TrialStatus.Skipped, noTime));
            return Outcome.TrialOver;
        }
        var settings = SuiteSettings.Of(request.Suite);
        var plan = new RoundPlan(
            Math.Min(budget.NextSamplingSeconds(trial.Key) ?? double.MaxValue, settings.RoundSeconds),
            settings.StoppingRule, trial.Conditions.Regime, trial.Conditions.Launch)
        {
            IsReferencePoint = WorkloadOf(trial).Definition.IsReferencePoint(trial.Point),
            OnAccelerator = device.Info.Class == DeviceClass.Accelerator,
        };
        plan = plan with { Remedy = neededSeconds => budget.Remedy(neededSeconds, plan.BudgetSeconds) };
        if (item.MayHang && budget.RiskReason(plan.FirstLaunchLimit(device).IdleSeconds) is { } risk)
        {
            emit(new TrialEnded(trial.Key, TrialStatus.Skipped, risk));
            return Outcome.TrialOver;
        }
        if (roundIndex == 0 && known.LowerBound(trial, WorkOf(trial)) is { } bound
            && plan.Budget.Refuse(bound.ToString(), bound.Seconds) is { } tooSlow)
        {
            emit(new TrialEnded(trial.Key, tooSlow.Status, tooSlow.Reason));
            return Outcome.TrialOver;
        }
        emit(new RoundStarted(trial.Key, roundIndex));
        var clock = WallClock.Start(_time);
        emit(new StepStarted(RoundStep.Prepare, SilenceLimit.HostWork));
        try
        {
            using var prepared = WorkloadOf(trial).Prepare(device, trial, request.Seed);
            var round = RoundRunner.Run(
                device, prepared, plan, roundIndex, clock, _time, (step, limit) => emit(new StepStarted(step, limit)));
            emit(new RoundFinished(trial.Key, prepared.Kernel, prepared.Unit, prepared.SetCount, round));
            known.Add(trial, WorkOf(trial), round.LaunchSeconds);
            budget.Finished(trial.Key, round);
            // One over-budget round per pass: two suffice for the variance between rounds, and the other trials need the time.
            return round.StopReason == StopReason.Overrun ? Outcome.TrialOver : Outcome.RoundDone;
        }
        catch (RefusedException refused)
        {
            emit(new TrialEnded(trial.Key, refused.Refusal.Status, refused.Refusal.Reason));
            return Outcome.TrialOver;
        }
        catch (Exception fault) when (fault is CheckFailedException or UnusableTimerException)
        {
            emit(new TrialEnded(trial.Key, TrialStatus.Failed, fault.Message));
            return Outcome.TrialOver;
        }
        catch (Exception cause)
        {
            emit(new TrialEnded(trial.Key, TrialStatus.Failed, Causes.Describe(cause, backends)));
            return Outcome.DeviceInDoubt;
        }
    }

    private void SkipUnmeasured(IReadOnlyList<RunTrialsRequest.Item> items, HashSet<string> started, RequestBudget budget)
    {
        var late = items.Where(item => item.FirstRound == 0 && !started.Contains(item.Trial.Key)).Select(item => item.Trial.Key).ToList();
        foreach (var key in late)
            emit(new TrialEnded(key, TrialStatus.Skipped, budget.TooLateReason(late)));
    }

    private IBackend BackendOf(string engine, Backend backend) =>
        backends.First(b => b.Engine == engine && b.Backend == backend);

    private WorkCount WorkOf(Trial trial) => WorkloadOf(trial).Definition.Count(trial.Point, trial.DType);

    private IWorkload WorkloadOf(Trial trial) => workloads.First(w =>
        w.Engine == trial.Engine
        && w.Definition.Name == trial.Workload);
}
