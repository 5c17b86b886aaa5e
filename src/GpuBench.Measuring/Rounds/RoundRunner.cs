using System.Text.Json.Serialization;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Trials;

namespace GpuBench.Measuring.Rounds;

/// <summary>Runs one round: check, warm up, choose the batch, sample, check again. The steps are its methods, in order.</summary>
public sealed class RoundRunner
{
    private readonly IDevice _device;
    private readonly IPreparedTrial _trial;
    private readonly RoundPlan _plan;
    private readonly int _index;
    private readonly TimeProvider _time;
    private readonly Action<RoundStep, SilenceLimit> _begin;
    private readonly MeasuredLaunchTime _estimate;
    private WallClock _sinceCheck;
    private int _launched;
    private RoundFit _fit;

    private RoundRunner(
        IDevice device, IPreparedTrial trial, RoundPlan plan, int index, TimeProvider time, Action<RoundStep, SilenceLimit>? onStep)
    {
        (_device, _trial, _plan, _index, _time, _sinceCheck) = (device, trial, plan, index, time, WallClock.Start(time));
        (_begin, _estimate) = (onStep ?? ((_, _) => { }), new(device.Timer));
    }

    private double LeftSeconds => _plan.BudgetSeconds - _sinceCheck.Seconds;

    /// <param name="index">Index of the round in its trial, from 0.</param>
    /// <param name="whole">A clock that was started before the trial was prepared.</param>
    /// <param name="time">Time source of <paramref name="whole"/>. It bounds every loop: the device's timer may be wrong.</param>
    /// <param name="onStep">Receives the next step and its silence limit.</param>
    /// <exception cref="CheckFailedException">A result of the kernel is wrong.</exception>
    /// <exception cref="RefusedException">A launch is too slow: the minimum number of samples does not fit.</exception>
    /// <exception cref="UnusableTimerException">The device's timer gives no times.</exception>
    public static Round Run(
        IDevice device, IPreparedTrial trial, RoundPlan plan, int index, WallClock whole, TimeProvider time,
        Action<RoundStep, SilenceLimit>? onStep = null)
    {
        var startedAt = time.GetUtcNow() - TimeSpan.FromSeconds(whole.Seconds);
        var runner = new RoundRunner(device, trial, plan, index, time, onStep);
        var before = runner.CheckOnce();
        runner._sinceCheck = WallClock.Start(time);
        var (warmUp, batch) = plan.Launch == LaunchMode.Script ? runner.WarmUpAsScript() : runner.WarmUpUntilSettled();
        var telemetryBefore = device.ReadTelemetry();
        var samples = runner.TakeSamples(batch);
        var telemetryAfter = device.ReadTelemetry();
        var longSample = LongSample.Take(samples.Closest, batch, device.Timer, runner.TimeLaunches);
        var samplingSeconds = runner._sinceCheck.Seconds;
        runner._begin(RoundStep.Check, SilenceLimit.HostWork);
        var after = runner.Check("after", runner._launched - 1);
        return new Round
        {
            Index = index,
            StartedAt = startedAt,
            WallSeconds = whole.Seconds,
            PreparationSeconds = whole.Seconds - samplingSeconds,
            SamplesSeconds = samples.Kept,
            Discarded = samples.Discarded,
            LaunchesPerSample = batch,
            WarmUp = warmUp,
            StopReason = samples.StopReason,
            HostSeconds = samples.HostSeconds,
            EnqueueSeconds = samples.EnqueueSeconds,
            ClosestSample = samples.Closest,
            LongSample = longSample,
            PeakMemoryBytes = trial.PeakMemoryBytes,
            KernelsPerLaunch = trial.KernelsPerLaunch,
            AllocatedBytesPerSample = samples.AllocatedBytes,
            CheckBefore = before,
            CheckAfter = after,
            TelemetryBefore = telemetryBefore,
            TelemetryAfter = telemetryAfter,
        };
    }

    /// <summary>Checks each set of operands once, so that a wrong kernel is never timed.</summary>
    private CheckResult CheckOnce()
    {
        var worst = default(CheckResult);
        for (var set = 0; set < _trial.SetCount; set++)
        {
            _begin(RoundStep.FirstLaunch, _plan.FirstLaunchLimit(_device));
            _trial.Launch(_launched++);
            _device.Synchronize();
            _begin(RoundStep.Check, SilenceLimit.HostWork);
            var result = Check("before", set);
            if (worst is null || result.MaxError > worst.MaxError)
                worst = result;
        }
        return worst!;
    }

    private CheckResult Check(string when, int index)
    {
        var result = _trial.Check(index);
        return result.Passed ? result : throw new CheckFailedException(when, result);
    }

    /// <summary>
    /// Launches batches until their times settle, but no shorter and no longer than the plan allows. Then chooses the launches of a sample.
    /// </summary>
    private (WarmUp WarmUp, int LaunchesPerSample) WarmUpUntilSettled()
    {
        var settling = new Settling();
        // A sustained round uses its whole limit.
        var minSeconds = _plan.Regime == Regime.Sustained ? double.PositiveInfinity : _plan.MinWarmUpSeconds;
        var limit = _plan.WarmUpLimitSeconds(LeftSeconds);
        var launchSeconds = FirstLaunchSeconds();
        settling.Add(launchSeconds);
        while (_sinceCheck.Seconds < limit && (_sinceCheck.Seconds < minSeconds || !settling.Settled))
        {
            // With single launches an accelerator waits for its host most of the time, and its clock does not rise.
            launchSeconds = LaunchSeconds(_plan.OnAccelerator ? LaunchesPerSample(launchSeconds) : 1);
            settling.Add(launchSeconds);
        }
        var batch = Batch(launchSeconds);
        return (new(_launched, _sinceCheck.Seconds, settling.Settled), batch);
    }

    /// <summary>
    /// If the estimate is from the host's clock, the time of a single launch is mostly host overhead. Larger batches share the overhead.
    /// The batch grows until a sample is long enough.
    /// </summary>
    private int Batch(double launchSeconds)
    {
        var batch = LaunchesPerSample(launchSeconds);
        while (_estimate.IsByHost && LeftSeconds > 0)
        {
            var next = LaunchesPerSample(LaunchSeconds(batch));
            if (next < 2 * batch)
                break;
            batch = next;
        }
        return batch;
    }

    private double FirstLaunchSeconds()
    {
        _begin(RoundStep.FirstLaunch, _plan.FirstLaunchLimit(_device));
        var seconds = LaunchSeconds(1);
        RefuseTooSlow(seconds);
        _begin(RoundStep.Measure, _plan.MeasuringLimit(seconds));
        return seconds;
    }

    private (WarmUp WarmUp, int LaunchesPerSample) WarmUpAsScript()
    {
        FirstLaunchSeconds();
        // The published script measured its products without a pause. Here the device was idle while the host checked.
        while (_sinceCheck.Seconds < _plan.MinWarmUpSeconds)
            TimeLaunches(1);
        TimeLaunches(RoundPlan.ScriptWarmUpLaunches - 1);
        return (new(_launched, _sinceCheck.Seconds, Settled: false), RoundPlan.ScriptLaunches);
    }

    /// <summary>Refuses only in the first round. Later rounds only confirm a value.</summary>
    private void RefuseTooSlow(double launchSeconds)
    {
        _fit = _plan.Budget.FitOf(launchSeconds);
        if (_index == 0 && _plan.Budget.Refuse($"takes {RoundPlan.Seconds(launchSeconds)}", launchSeconds) is { } refusal)
            throw new RefusedException(refusal);
    }

    private int LaunchesPerSample(double launchSeconds)
    {
        if (_plan.Launch is LaunchMode.Single or LaunchMode.Graph)
            return 1;
        var wanted = RoundPlan.SampleSeconds(_device.Timer);
        // A launch too short for the timer reads as zero. The resolution replaces it.
        var one = Math.Max(launchSeconds, _device.Timer.ResolutionSeconds);
        return (int)Math.Clamp(Math.Ceiling(wanted / one), 1, RoundPlan.MaxLaunchesPerSample);
    }

    private SampleSet TakeSamples(int batch)
    {
        var samples = new SampleSet(batch, _device.Timer.ResolutionSeconds);
        var afterOne = _plan.Budget.StopsAfterOne(_fit);
        while (true)
        {
            var collections = GC.CollectionCount(1);
            var allocated = GC.GetAllocatedBytesForCurrentThread();
            var reading = TimeLaunches(batch);
            allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
            samples.Add(reading, allocated, GC.CollectionCount(1) != collections);

            if (samples.Kept.Count > 0 && afterOne is { } early)
                return samples.StoppedBy(early);
            if (_plan.StoppingRule.Decide(samples.Kept) is { } reason && (reason != StopReason.Precise || IsWholeCycle(samples.Kept.Count)))
                return samples.StoppedBy(reason);
            var isTimeOver = LeftSeconds <= 0;
            if (isTimeOver && samples.Kept.Count >= _plan.MinSamples)
                return samples.StoppedBy(StopReason.Budget);
            samples.RequireUsable(afterOne is null ? _plan.MinSamples : 1, isTimeOver);
        }
    }

    /// <summary>Launches of different work must all be among the samples, because the work of a row is their mean.</summary>
    private bool IsWholeCycle(int sampleCount) => sampleCount >= _trial.CycleLength;

    /// <summary>Times the launches, and estimates the time of one.</summary>
    private double LaunchSeconds(int count) => _estimate.Of(TimeLaunches(count), count);

    private ClockReading TimeLaunches(int count)
    {
        var begun = _time.GetTimestamp();
        var timing = _trial.Time(_device, _launched, count);
        var hostSeconds = _time.GetElapsedTime(begun).TotalSeconds;
        _launched += count;
        return new(timing.Seconds, timing.HostSeconds ?? hostSeconds, timing.EnqueueSeconds);
    }
}

/// <summary>Current step of a worker, reported to its parent.</summary>
[JsonConverter(typeof(EnumWordConverter<RoundStep>))]
public enum RoundStep
{
    /// <summary>Operands are generated, kernels are compiled.</summary>
    [JsonStringEnumMemberName("preparing")]
    Prepare,

    /// <summary>Launches of unknown length.</summary>
    [JsonStringEnumMemberName("first launch")]
    FirstLaunch,

    /// <summary>The host compares results with its oracle.</summary>
    [JsonStringEnumMemberName("checking")]
    Check,

    /// <summary>Warming up and sampling.</summary>
    [JsonStringEnumMemberName("measuring")]
    Measure,
}

/// <summary>The result of the kernel differs from the oracle: the trial has no rate.</summary>
public sealed class CheckFailedException(string when, CheckResult result)
    : Exception($"wrong result {when} timing: {result}");
