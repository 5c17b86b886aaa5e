using System.Collections.Concurrent;
using System.Globalization;
using GpuBench.Measuring;
using GpuBench.Measuring.Results;
using GpuBench.Measuring.Trials;
using GpuBench.Publications.Accelerators;
using GpuBench.Publications.Normalising.Limits;
using GpuBench.Publications.Normalising.Rules;
using GpuBench.Workloads.Definitions;

namespace GpuBench.Publications.Normalising;

/// <summary>
/// Lower bounds of ratios from nominal figures. No device exceeds its peak at its highest clock, so the rate here over that limit is at
/// most the true ratio, for any shape.
/// </summary>
internal sealed class PeakBounds(NominalFigures nominal)
{
    /// <summary>The largest published ratio of a highest clock to the clock of a peak: 1.98 over 1.83 GHz, of an H100.</summary>
    private const double HighestClockOverStated = 1.98 / 1.83;

    /// <summary>
    /// The last-level cache of an MI325X, from AMD's table of GPU specifications in the ROCm documentation. No accelerator of the data is
    /// known to have a larger one, and an unknown cache may be as large.
    /// </summary>
    private const double LargestCacheBytes = 256 << 20;

    /// <summary>The reasons so far. Thousands of rows share the same few limits.</summary>
    private readonly ConcurrentDictionary<(string Figure, double Rate), string> _whys = new();

    private readonly ConcurrentDictionary<(VariantId Variant, string Unit), double> _clocks = new();

    /// <returns>Null if no nominal figure of the product limits such work.</returns>
    public Comparison? Of(MeasuredRow measured, VariantId against)
    {
        var row = measured.Row;
        // The figures of an unstated variant limit none of the variants that it may be.
        if (measured.CacheResident is not null || against.IsUnstated || Limit(row, against) is not { } limit)
            return null;
        var rate = limit.AmountPerLaunch * row.Median!.Value / row.Work.Amount(row.ValueUnit) / row.Device.Count;
        var (mine, theirs) = (row.Unit?.Text(), limit.Figure.HardwareUnit);
        return new(
            Side(row, limit.Figure, rate),
            limit.Figure with { Value = limit.Rate, Interval = new(limit.Rate, limit.Rate) },
            [new(RulingKind.Peak, limit.Why) { Rule = "peak", TaskOnly = mine != theirs }]);
    }

    /// <summary>Whether the other product's cache may hold all operands. An unknown one may be as large as the largest.</summary>
    public bool CacheMayHold(ResultRow row, VariantId against) => WorkingSet(row) <= CacheOf(against);

    private static Observation Side(ResultRow row, Observation figure, double rate) => figure with
    {
        Id = row.Key,
        Variant = null,
        Source = null,
        Value = rate,
        Interval = OwnInterval.Of(row, rate),
    };

    private PeakLimit? Limit(ResultRow row, VariantId against)
    {
        if (row.Unit is null or HardwareUnit.Link || row.Sparsity != Sparsity.Dense)
            return null;
        if (row.Unit == HardwareUnit.Copy)
            return Memory(row, against);
        // A step of decode reads every weight. If a cache may serve them, its arithmetic is still limited.
        return WorkloadDefinitions.Find(row.Workload)?.ShareOf == Roof.Memory
            ? Memory(row, against) ?? Arithmetic(row, against)
            : Arithmetic(row, against);
    }

    private PeakLimit? Arithmetic(ResultRow row, VariantId against)
    {
        if (row.Work.OperationCount <= 0 || row.DType is not { } type)
            return null;
        var siUnit = row.ValueUnit == ValueUnit.OperationsPerSecond ? "OP/s" : "FLOP/s";
        var ofOwnUnit = WorkloadDefinitions.Find(row.Workload)?.Measures == Roof.VectorCompute;
        var peak = nominal.PeaksThatLimit(against, type.Input.Text(), siUnit)
            .Where(figure => !ofOwnUnit || figure.HardwareUnit == row.Unit!.Value.Text())
            .MaxBy(figure => figure.Value * Clocks(figure));
        if (peak is null)
            return null;
        var clocks = Clocks(peak);
        var rate = peak.Value * clocks * (1 + NominalLimit.Tolerance);
        return new(peak, rate, UnitLimit.ExecutedOperations(row), _whys.GetOrAdd((peak.Id, rate), _ => string.Create(
            CultureInfo.InvariantCulture,
            $"at most {NominalLimit.Text(rate, siUnit)} there: its nominal peak of {NominalLimit.Text(peak.Value, siUnit)} "
            + $"at its highest clock (× {clocks:0.###}), and {NominalLimit.Percent(NominalLimit.Tolerance)} for rounding")));
    }

    private static double WorkingSet(ResultRow row) => row.Work.Bytes * (row.SetCount ?? 1);

    private double CacheOf(VariantId product) => nominal.CacheOrDie(product) ?? LargestCacheBytes;

    private double Clocks(Observation peak) => _clocks.GetOrAdd(
        (peak.Variant!.Value, peak.HardwareUnit ?? "tensor"),
        of => nominal.HighestClockOverStated(of.Variant, of.Unit) ?? HighestClockOverStated);

    private PeakLimit? Memory(ResultRow row, VariantId against)
    {
        if (row.Work.Bytes <= 0 || nominal.HighestBandwidth(against) is not { } bandwidth)
            return null;
        if (CacheMayHold(row, against))
            return null;
        var allowance = MemoryLimit.Allowance(WorkingSet(row), CacheOf(against));
        var rate = bandwidth.Value * (1 + allowance);
        return new(bandwidth, rate, row.Work.Bytes, _whys.GetOrAdd((bandwidth.Id, rate), _ => string.Create(
            CultureInfo.InvariantCulture,
            $"at most {NominalLimit.Text(rate, "B/s")} there: its nominal bandwidth of {NominalLimit.Text(bandwidth.Value, "B/s")}, and "
            + $"{NominalLimit.Percent(allowance)} for rounding and its cache")));
    }

    /// <param name="Rate">The most that the other product can do, in the figure's SI unit.</param>
    /// <param name="AmountPerLaunch">What a launch of the row needs of it: operations or bytes.</param>
    private sealed record PeakLimit(Observation Figure, double Rate, double AmountPerLaunch, string Why);
}
