using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Statistics;
using GpuBench.Measuring.Trials;
using GpuBench.Measuring.Workloads;

namespace GpuBench.Measuring.Results;

/// <summary>
/// Finds what limited a row, by the roofline model of Williams, Waterman and Patterson (CACM 52(4), 2009). The roofs are measured in the
/// same run on the same device: its fastest <c>peak</c> row and its fastest <c>stream</c> row.
/// </summary>
public static class LimiterModel
{
    /// <summary>
    /// Chosen: a launch that takes more than 20 times what either roof allows is limited by neither. A short launch is then limited by
    /// latency. A long one has a cause that this model does not know.
    /// </summary>
    private const double FarBelowBothRoofs = 20;

    /// <summary>Chosen: a launch costs some microseconds on every driver.</summary>
    private const double ShortLaunchSeconds = 100e-6;

    /// <summary>
    /// Chosen: if the host needs nine tenths of a launch's time to enqueue it, the device waits for the host. A faster device would not
    /// be faster here. Applies to devices with their own timer.
    /// </summary>
    private const double HostShare = 0.9;

    /// <returns>The rows with their limiters; a row of a workload that is not among <paramref name="workloads"/> keeps its own.</returns>
    public static IReadOnlyList<ResultRow> Apply(IReadOnlyList<ResultRow> rows, IReadOnlyList<WorkloadDefinition> workloads) =>
        [.. rows.Select(row => row.Median is null ? row : row with { Limiter = Of(row, rows, workloads) })];

    private static Limiter Of(ResultRow row, IReadOnlyList<ResultRow> rows, IReadOnlyList<WorkloadDefinition> workloads)
    {
        if (workloads.FirstOrDefault(w => w.Name == row.Workload) is not { } workload)
            return row.Limiter;
        if (workload.KnownLimiter is { } known)
            return known;
        if (IsLimitedByHost(row))
            return Limiter.Host;
        var arithmetic = row.ValueUnit == ValueUnit.OperationsPerSecond ? ValueUnit.OperationsPerSecond : ValueUnit.FlopPerSecond;
        var peak = Measured(Roof.VectorCompute, row, rows, arithmetic, workloads);
        var bandwidth = Measured(Roof.Memory, row, rows, ValueUnit.BytesPerSecond, workloads);
        if (peak is null || bandwidth is null)
            return Limiter.Unknown;
        var computeSeconds = row.Work.OperationCount / peak.Value;
        var memorySeconds = row.Work.Bytes / bandwidth.Value;
        var seconds = row.Work.Amount(row.ValueUnit) / row.Median!.Value;
        if (seconds > FarBelowBothRoofs * Math.Max(computeSeconds, memorySeconds))
            return seconds < ShortLaunchSeconds ? Limiter.Latency : Limiter.Unknown;
        return computeSeconds >= memorySeconds ? Limiter.Compute : Limiter.Memory;
    }

    private static bool IsLimitedByHost(ResultRow row) =>
        row.Timer != DeviceTimer.HostStopwatch
        && row.Rounds.Count > 0
        && row.Rounds.All(round => round.EnqueueSeconds >= HostShare * Median.Of(round.SamplesSeconds));

    /// <summary>
    /// A compute roof has the accumulator type of the row: an fp64 peak does not limit fp32 sums. A suspect row is not a roof.
    /// </summary>
    private static double? Measured(
        Roof roof, ResultRow row, IReadOnlyList<ResultRow> rows, ValueUnit unit, IReadOnlyList<WorkloadDefinition> workloads) => rows
        .Where(r => r.Status == TrialStatus.Ok
            && workloads.Any(workload => workload.Name == r.Workload && workload.Measures == roof)
            && r.ValueUnit == unit
            && r.Device.Id == row.Device.Id
            && r.Engine == row.Engine
            && (unit == ValueUnit.BytesPerSecond || r.DType?.Accumulate == row.DType?.Accumulate))
        .Max(r => r.Median);
}
