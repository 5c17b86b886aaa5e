using GpuBench.Measuring.Results;
using GpuBench.Measuring.Trials;

namespace GpuBench.Publications.Normalising.Limits;

/// <summary>
/// No byte that does not fit in the last-level cache comes faster than from the device's memory. What fits has no limit here: bandwidths of
/// caches are not published.
/// </summary>
internal sealed class MemoryLimit(NominalFigures nominal)
{
    public static bool AppliesTo(ResultRow row) => row.Work.Bytes > 0 && row.Unit != UnitClass.Link;

    /// <returns>The limit, or why there is none.</returns>
    public (NominalLimit? Limit, string? WhyNone) Of(LimitedRow on)
    {
        var row = on.Row;
        var workingSet = row.Work.Bytes * (row.SetCount ?? 1);
        var cache = on.CacheBytes(nominal.Cache(on.Product));
        if (workingSet <= cache)
            return (null, $"its {Megabytes(workingSet)} fit in the cache ({Megabytes(cache)}), whose bandwidth is not published");
        if (nominal.HighestBandwidth(on.Product) is not { } bandwidth)
            return (null, "no nominal bandwidth of its memory is known");
        // The best that any cache can do for a working set that is gone round: keep one part of it for good.
        var served = cache / (workingSet - cache);
        return (new(
            "memory",
            row.Work.Bytes * on.LaunchesPerSecond,
            bandwidth.Value * row.Device.Count,
            Math.Max(NominalLimit.Tolerance, served),
            bandwidth,
            $"the nominal bandwidth of its memory, in which {Megabytes(workingSet)} of operands lie (cache: {Megabytes(cache)})"), null);
    }

    private static string Megabytes(double bytes) =>
        bytes >= 1e8 ? FormattableString.Invariant($"{bytes / 1e6:F0} MB") : FormattableString.Invariant($"{bytes / 1e6:G3} MB");
}
