using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Trials;

namespace GpuBench.Measuring.Rounds;

/// <summary>Takes one round: check, warm up, choose the batch, sample, check again. The steps are its methods, in order.</summary>
public sealed class RoundRunner
{
    private readonly IDevice _device;
    private readonly IPreparedTrial _trial;
    private readonly RoundPlan _plan;
    private readonly int _index;
    private readonly TimeProvider _time;
    private WallClock _sampling;
    private int _launched;
    private bool _overruns;

    private RoundRunner(IDevice device, IPreparedTrial trial, RoundPlan plan, int index, TimeProvider time) =>
        (_device, _trial, _plan, _index, _time, _sampling) = (device, trial, plan, index, time, WallClock.Start(time));

    private double LeftSeconds => _plan.BudgetSeconds - _sampling.Seconds;

    /// <param name="index">Which round of the trial this is, from 0.</param>
    /// <param name="whole">Started before the trial was prepared.</param>
    /// <param name="time">The clock that <paramref name="whole"/> reads, too.</param>
    /// <exception cref="CheckFailedException">The kernel is wrong.</exception>
    /// <exception cref="RefusedException">A launch takes so long that not even the fewest samples fit.</exception>
    public static Round Run(IDevice device, IPreparedTrial trial, RoundPlan plan, int index, WallClock whole, TimeProvider time)
    {
        var startedAt = time.GetUtcNow() - TimeSpan.FromSeconds(whole.Seconds);
        var runner = new RoundRunner(device, trial, plan, index, time);
        var before = runner.CheckOnce();
        runner._sampling = WallClock.Start(time);
        var (warmUp, launchSeconds) = plan.Launch == LaunchMode.Script ? runner.WarmUpAsScript() : runner.WarmUpUntilSettled();
        var batch = runner.LaunchesPerSample(launchSeconds);
        var telemetryBefore = device.ReadTelemetry();
        var samples = runner.TakeSamples(batch);
        var telemetryAfter = device.ReadTelemetry();
        var samplingSeconds = runner._sampling.Seconds;
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
            HostSeconds = Statistics.Median.Of(samples.HostSeconds),
            EnqueueSeconds = Statistics.Median.Of(samples.EnqueueSeconds),
            PeakMemoryBytes = trial.PeakMemoryBytes,
            AllocatedBytesPerSample = samples.AllocatedBytes,
            CheckBefore = before,
            CheckAfter = after,
            TelemetryBefore = telemetryBefore,
            TelemetryAfter = telemetryAfter,
        };
    }

    /// <summary>Every set of operands once: a wrong kernel is never timed.</summary>
    private CheckResult CheckOnce()
    {
        var worst = default(CheckResult);
        for (var set = 0; set < _trial.SetCount; set++)
        {
            _trial.Launch(_launched++);
            _device.Synchronize();
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

    private (WarmUp WarmUp, double LaunchSeconds) WarmUpUntilSettled()
    {
        var settling = new Settling();
        var least = _plan.Regime == Regime.Sustained ? double.PositiveInfinity : _plan.LeastWarmUpSeconds;
        var limit = _plan.WarmUpLimitSeconds(LeftSeconds);
        var launchSeconds = FirstLaunchSeconds();
        settling.Add(launchSeconds);
        // With single launches an accelerator waits for its host most of the time, and its clock does not rise.
        var batch = _plan.OnAccelerator ? LaunchesPerSample(launchSeconds) : 1;
        while (_sampling.Seconds < limit && (_sampling.Seconds < least || !settling.Settled))
        {
            launchSeconds = TimeLaunches(batch).Seconds / batch;
            settling.Add(launchSeconds);
        }
        return (new(_launched, _sampling.Seconds, settling.Settled), launchSeconds);
    }

    private double FirstLaunchSeconds()
    {
        var seconds = TimeLaunches(1).Seconds;
        RefuseWhatDoesNotFit(seconds);
        return seconds;
    }

    private (WarmUp WarmUp, double LaunchSeconds) WarmUpAsScript()
    {
        var first = FirstLaunchSeconds();
        // The published script measured one product after the other. Our device was idle while the host checked.
        while (_sampling.Seconds < _plan.LeastWarmUpSeconds)
            TimeLaunches(1);
        var rest = TimeLaunches(RoundPlan.ScriptWarmUpLaunches - 1).Seconds;
        return (new(_launched, _sampling.Seconds, Settled: false), rest / (RoundPlan.ScriptWarmUpLaunches - 1));
    }

    /// <summary>Only before the first round: later ones only confirm a value that is already there.</summary>
    private void RefuseWhatDoesNotFit(double launchSeconds)
    {
        var fits = _plan.Fits(launchSeconds);
        _overruns = !fits && _plan.MayOverrun(launchSeconds);
        if (_index > 0 || fits || _overruns)
            return;
        throw new RefusedException(Refusal.Skipped(_plan.WhyNot($"takes {RoundPlan.Seconds(launchSeconds)}")));
    }

    private int LaunchesPerSample(double launchSeconds)
    {
        if (_plan.Launch == LaunchMode.Single)
            return 1;
        if (_plan.Launch == LaunchMode.Script)
            return RoundPlan.ScriptLaunches;
        var wanted = RoundPlan.SampleSeconds(_device.Timer);
        // A launch too short for the timer reads as zero: then the resolution stands for it.
        var one = Math.Max(launchSeconds, _device.Timer.ResolutionSeconds);
        return (int)Math.Clamp(Math.Ceiling(wanted / one), 1, 10_000);
    }

    private SampleSet TakeSamples(int batch)
    {
        var samples = new SampleSet();
        while (true)
        {
            var collections = GC.CollectionCount(1);
            var allocated = GC.GetAllocatedBytesForCurrentThread();
            var begun = _time.GetTimestamp();
            var timing = TimeLaunches(batch);
            var hostSeconds = _time.GetElapsedTime(begun).TotalSeconds / batch;
            allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
            samples.Add(timing.Seconds / batch, timing.EnqueueSeconds / batch, hostSeconds, allocated, GC.CollectionCount(1) != collections);

            if (StoppedEarly(samples) is { } early)
                return samples.StoppedBy(early);
            if (_plan.StoppingRule.Decide(samples.Kept) is { } reason)
                return samples.StoppedBy(reason);
            if (LeftSeconds <= 0 && samples.Kept.Count >= _plan.FewestSamples)
                return samples.StoppedBy(StopReason.Budget);
        }
    }

    /// <summary>A script times once; so does a round that is over its share already.</summary>
    private StopReason? StoppedEarly(SampleSet samples) => samples.Kept.Count == 0 ? null
        : _overruns ? StopReason.Overrun
        : _plan.Launch == LaunchMode.Script ? StopReason.Count
        : null;

    private LaunchTiming TimeLaunches(int count)
    {
        var timing = _device.Time(_trial, _launched, count);
        _launched += count;
        return timing;
    }
}
