using GpuBench.Measuring.Journals;
using GpuBench.Measuring.Planning;
using GpuBench.Measuring.Trials;
using GpuBench.Measuring.Workloads;

namespace GpuBench.Measuring.Results;

/// <summary>Makes the row of a planned trial from the entries of the journal.</summary>
internal static class RowBuilder
{
    public static ResultRow Build(RunProgress progress, PlannedDevice device, Trial trial, WorkloadDefinition workload)
    {
        var finished = progress.Rounds(trial.Key);
        var ended = progress.Ended(trial.Key);
        var last = finished.Count > 0 ? finished[^1] : null;
        var opened = progress.Device(trial.Engine, trial.DeviceId);
        var valueUnit = workload.ValueUnitOf(trial.Point, trial.DType);
        var work = workload.Count(trial.Point, trial.DType);
        var rounds = finished.Select(round => round.Round).ToList();
        // A trial that failed in its third round has no rate: the first two rounds used the same kernel.
        var statistics = ended is null ? RowStatistics.Of(rounds, work.Amount(valueUnit)) : null;
        var row = new ResultRow
        {
            Key = trial.Key,
            Engine = trial.Engine,
            EngineVersion = opened?.EngineVersion,
            Device = new()
            {
                Backend = device.Device.Backend,
                Id = device.Device.Id,
                Name = device.Device.Name,
                Variant = device.Device.Variant,
                Partition = device.Device.Partition,
                Count = 1,
            },
            Workload = trial.Workload,
            Point = trial.Point,
            Kernel = last?.Kernel.Name,
            KernelReason = last?.Kernel.Reason,
            DType = trial.DType,
            Sparsity = Sparsity.Dense,
            FlopConvention = workload.ConventionOf(trial.Point),
            Unit = last?.Unit,
            Limiter = Limiter.Unknown,
            Cache = trial.Conditions.Cache,
            Regime = trial.Conditions.Regime,
            Launch = trial.Conditions.Launch,
            Status = ended?.Status ?? (statistics is null ? TrialStatus.Skipped : TrialStatus.Ok),
            Reason = ended?.Reason ?? (statistics is null ? ResultRow.NotBegunReason : null),
            Metric = workload.MetricOf(trial.Point, trial.DType),
            ValueUnit = valueUnit,
            Work = work,
            Median = statistics?.Median,
            Low = statistics?.Interval.Low,
            High = statistics?.Interval.High,
            PredictLow = statistics?.Prediction?.Low,
            PredictHigh = statistics?.Prediction?.High,
            CiLevel = RowStatistics.Level,
            Noise = statistics?.Noise,
            MedianSeconds = statistics?.MedianSeconds,
            P95Seconds = statistics?.P95Seconds,
            LaunchCost = statistics is null ? null : LaunchCost.Of(rounds, work, device.Device.Partition is null),
            Stopped = statistics is null ? null
                : rounds.Count >= progress.Plan.Rounds ? "rounds"
                : progress.Finished ? "budget" : "interrupted",
            Timer = opened?.Timer.Name,
            SetCount = last?.SetCount,
            Rounds = rounds,
            ThrottledRounds = ThrottledRound.Of(rounds) is { Count: > 0 } throttled ? throttled : null,
        };
        return RowFaults.OfClock(row, opened?.Timer);
    }
}
