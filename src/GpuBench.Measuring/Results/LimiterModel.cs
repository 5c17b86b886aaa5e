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
    public static IReadOnlyList<ResultRow> Apply(IReadOnlyList<ResultRow> rows, IReadOnlyList<WorkloadDefinition> workloads)
    {
        var byName = workloads.DistinctBy(workload => workload.Name).ToDictionary(workload => workload.Name);
        var roofs = new RunRoofs(rows, byName);
        return [.. rows.Select(row => row.Median is null ? row : row with { Limiter = Of(row, roofs, byName) })];
    }

    private static Limiter Of(ResultRow row, RunRoofs roofs, IReadOnlyDictionary<string, WorkloadDefinition> workloads)
    {
        if (!workloads.TryGetValue(row.Workload, out var workload))
            return row.Limiter;
        if (workload.KnownLimiter is { } known)
            return known;
        if (IsLimitedByHost(row))
            return Limiter.Host;
        var arithmetic = row.ValueUnit == ValueUnit.OperationsPerSecond ? ValueUnit.OperationsPerSecond : ValueUnit.FlopPerSecond;
        var peak = roofs.Of(Roof.VectorCompute, row, arithmetic);
        var bandwidth = roofs.Of(Roof.Memory, row, ValueUnit.BytesPerSecond);
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
}

/// <summary>The roofs that a run measured: the highest value of each device, engine and type of sums.</summary>
internal sealed class RunRoofs(IReadOnlyList<ResultRow> rows, IReadOnlyDictionary<string, WorkloadDefinition> workloads)
{
    private readonly Dictionary<(Roof, ValueUnit, string Device, string Engine, DType? Sums), double> _highest = rows
        .Where(row => row.Status == TrialStatus.Ok && row.Median is not null
            && workloads.GetValueOrDefault(row.Workload)?.Measures is not null)
        .GroupBy(row => Key(workloads[row.Workload].Measures!.Value, row, row.ValueUnit))
        .ToDictionary(roof => roof.Key, roof => roof.Max(row => row.Median!.Value));

    /// <summary>
    /// A compute roof has the accumulator type of the row: an fp64 peak does not limit fp32 sums. A suspect row is not a roof.
    /// </summary>
    /// <returns>Null if the run did not measure it.</returns>
    public double? Of(Roof roof, ResultRow row, ValueUnit unit) =>
        _highest.TryGetValue(Key(roof, row, unit), out var highest) ? highest : null;

    private static (Roof, ValueUnit, string, string, DType?) Key(Roof roof, ResultRow row, ValueUnit unit) =>
        (roof, unit, row.Device.Id, row.Engine, unit == ValueUnit.BytesPerSecond ? null : row.DType?.Accumulate);
}
