using GpuBench.Measuring;
using GpuBench.Measuring.Results;
using GpuBench.Measuring.Trials;
using GpuBench.Publications.Normalising.Rules;
using GpuBench.Workloads.Definitions;

namespace GpuBench.Publications.Normalising.Limits;

/// <summary>A nominal limit of a product, and the value of a row that it limits.</summary>
/// <param name="LimitedBy"><c>unit</c>, <c>memory</c> or <c>link</c>.</param>
/// <param name="Measured">In the figure's SI unit, as <paramref name="Limit"/>.</param>
/// <param name="Allowance">Tolerance, as a share of the limit.</param>
/// <param name="Basis">How the limit was computed, in words.</param>
internal sealed record NominalLimit(
    string LimitedBy, double Measured, double Limit, double Allowance, Observation Figure, string Basis)
{
    /// <summary>
    /// Nominal figures are rounded (2000 GB/s is printed for 2039), and clocks run slightly faster than stated. Achieved values stay
    /// below: the best published matrix multiplies reach 97 % of a peak.
    /// </summary>
    public const double Tolerance = 0.03;

    /// <summary>Above 1: the row is suspect.</summary>
    public double Share => Measured / (Limit * (1 + Allowance));

    public NominalCheck ToCheck() => new()
    {
        Status = Share > 1 ? NominalStatus.Above : NominalStatus.Within,
        Why = $"{(Share > 1 ? $"{Excess}: the" : "the")} limit is {Text(Limit)}, {Basis} ({Figure.Id}, source {Figure.Source}); "
            + $"the tolerance is {Percent(Allowance)}",
        LimitedBy = LimitedBy,
        Measured = Measured,
        Limit = Limit,
        LimitUnit = Figure.SiUnit,
        Allowance = Allowance,
        Figure = Figure.Id,
        Source = Figure.Source,
    };

    /// <returns>E.g. <c>989.4 TFLOP/s</c>, <c>3350 GB/s</c>.</returns>
    public static string Text(double value, string siUnit) => siUnit == "B/s"
        ? FormattableString.Invariant($"{value / 1e9:0.#} GB/s")
        : FormattableString.Invariant($"{value / 1e12:0.#} T{siUnit}");

    public static string Percent(double share) => FormattableString.Invariant($"{100 * share:0.#} %");

    private string Excess => Measured < 10 * Limit
        ? $"{Text(Measured)} is {Percent((Measured / Limit) - 1)} above what the device can reach"
        : FormattableString.Invariant($"{Text(Measured)} is {Measured / Limit:0} times what the device can reach");

    private string Text(double value) => Text(value, Figure.SiUnit);
}

/// <summary>
/// Arithmetic is limited by the unit's nominal peak. If the peak's clock is known, it is scaled to the device's highest clock.
/// </summary>
internal sealed class UnitLimit(NominalFigures nominal)
{
    public static bool AppliesTo(ResultRow row) =>
        row.Work.OperationCount > 0 && row is { Unit: HardwareUnit.Simt or HardwareUnit.Tensor or HardwareUnit.Mixed, DType: not null };

    /// <returns>The limit, or the reason why there is none.</returns>
    public (NominalLimit? Limit, string? RefusalReason) Of(LimitedRow on)
    {
        var row = on.Row;
        if (row.Sparsity != Sparsity.Dense)
            return (null, $"peaks of {row.Sparsity.Text()} operands are not checked");
        var (unit, type) = UnitOf(row);
        if (nominal.HighestPeak(on.Product, unit.Text(), type.Text()) is not { } peak)
            return (null, $"no nominal peak of its {Words(unit)} in {type.Text()} is known");
        var (factor, clocks) = ToHighestClock(on, unit);
        return (new(
            "unit",
            ExecutedOperations(row) * on.LaunchesPerSecond,
            peak.Value * factor * row.Device.Count,
            NominalLimit.Tolerance,
            peak,
            $"from nominal {NominalLimit.Text(peak.Value, peak.SiUnit)} of its {Words(unit)} in {type.Text()}{clocks}"), null);
    }

    /// <summary>
    /// The accumulator's type limits vector lanes. A whole model uses several units; the matrix units are the fastest, and fp32 may use
    /// them as tf32.
    /// </summary>
    private static (HardwareUnit Unit, DType Type) UnitOf(ResultRow row)
    {
        var type = row.DType!.Value;
        return row.Unit switch
        {
            HardwareUnit.Simt => (HardwareUnit.Simt, type.Accumulate),
            HardwareUnit.Mixed when type.Input == DType.Fp32 => (HardwareUnit.Tensor, DType.Tf32),
            _ => (HardwareUnit.Tensor, type.Input),
        };
    }

    private (double Factor, string Words) ToHighestClock(LimitedRow on, HardwareUnit unit)
    {
        if (nominal.Clock(on.Product, unit.Text()) is not { } stated || on.HighestClock is not { } highest || highest <= stated.Value)
            return (1, "");
        return (highest / stated.Value, FormattableString.Invariant(
            $", stated at {stated.Value / 1e9:0.##} GHz and scaled to its highest clock of {highest / 1e9:0.##} GHz"));
    }

    /// <summary>
    /// Operations that must be executed. Under a causal mask, some conventions count more or fewer pairs than must be computed.
    /// </summary>
    internal static double ExecutedOperations(ResultRow row) =>
        row.FlopConvention is FlopConvention.Full or FlopConvention.CausalHalf && WorkloadDefinitions.Find(row.Workload) is { } workload
            ? workload.Count(row.Point, row.DType).OperationCount
            : row.Work.OperationCount;

    private static string Words(HardwareUnit unit) => unit == HardwareUnit.Simt ? "vector lanes" : "matrix units";
}

/// <summary>
/// Operands larger than the last-level cache are limited by the bandwidth of the device's memory. Smaller ones have no limit here, because
/// bandwidths of caches are not published.
/// </summary>
internal sealed class MemoryLimit(NominalFigures nominal)
{
    public static bool AppliesTo(ResultRow row) => row.Work.Bytes > 0 && row.Unit != HardwareUnit.Link;

    /// <returns>The limit, or the reason why there is none.</returns>
    public (NominalLimit? Limit, string? RefusalReason) Of(LimitedRow on)
    {
        var row = on.Row;
        var workingSet = row.Work.Bytes * (row.SetCount ?? 1);
        var cache = on.CacheBytes(nominal.Cache(on.Product));
        if (workingSet <= cache)
            return (null, $"its {Megabytes(workingSet)} of operands fit in the cache ({Megabytes(cache)}); its bandwidth is unpublished");
        if (nominal.HighestBandwidth(on.Product) is not { } bandwidth)
            return (null, "no nominal bandwidth of its memory is known");
        return (new(
            "memory",
            row.Work.Bytes * on.LaunchesPerSecond,
            bandwidth.Value * row.Device.Count,
            Allowance(workingSet, cache),
            bandwidth,
            $"the nominal bandwidth of its memory, for {Megabytes(workingSet)} of operands (cache: {Megabytes(cache)})"), null);
    }

    /// <summary>The best case for a working set that is read in turns: the cache keeps one part of it permanently.</summary>
    /// <param name="workingSet">Larger than the cache, in bytes.</param>
    public static double Allowance(double workingSet, double cache) => Math.Max(NominalLimit.Tolerance, cache / (workingSet - cache));

    private static string Megabytes(double bytes) =>
        bytes >= 1e8 ? FormattableString.Invariant($"{bytes / 1e6:F0} MB") : FormattableString.Invariant($"{bytes / 1e6:G3} MB");
}

/// <summary>Copies between devices are limited by their link in one direction.</summary>
internal sealed class LinkLimit(NominalFigures nominal)
{
    public static bool AppliesTo(ResultRow row) => row.Unit == HardwareUnit.Link && row.Work.Bytes > 0;

    /// <returns>The limit, or the reason why there is none.</returns>
    public (NominalLimit? Limit, string? RefusalReason) Of(LimitedRow on)
    {
        var row = on.Row;
        if (!row.Point.Has("direction") || row.Point.Word("direction") != "d2d")
            return (null, "no nominal rate of the link to its host is known");
        if (nominal.HighestLink(on.Product) is not { } link)
            return (null, "no nominal rate of its link to other devices is known");
        var countsBoth = link.Task.GetValueOrDefault("direction") == "bidirectional";
        return (new(
            "link",
            row.Work.Bytes * on.LaunchesPerSecond,
            countsBoth ? link.Value / 2 : link.Value,
            NominalLimit.Tolerance,
            link,
            countsBoth
                ? $"half of the nominal {NominalLimit.Text(link.Value, link.SiUnit)} of its link in both directions"
                : "the nominal rate of its link"), null);
    }
}
