using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Results;
using GpuBench.Measuring.Statistics;
using GpuBench.Measuring.Trials;
using GpuBench.Publications.Accelerators;
using GpuBench.Publications.Normalising.Limits;

namespace GpuBench.Publications.Normalising;

/// <summary>A results document whose rows become sides of ratios. Indexed once, because each row needs the others of its trial.</summary>
/// <param name="productOf">The product that a row was measured on; null for a part of one, or an unknown product.</param>
public sealed class MeasuredRun(ResultDocument document, NominalFigures nominal, Func<RowDevice, VariantId?> productOf)
{
    private readonly ILookup<(string, string, string, Point, NumericTriple?), ResultRow> _trials = document.Rows
        .Where(row => row.Status == TrialStatus.Ok && row.Median is not null)
        .ToLookup(TrialOf);

    private readonly Dictionary<(string Engine, string Id), DeviceInfo> _devices = document.Manifest.Devices
        .Select(opened => opened.Device)
        .DistinctBy(device => (device.Engine, device.Id))
        .ToDictionary(device => (device.Engine, device.Id));

    /// <summary>A row with a value, as a side of ratios.</summary>
    public MeasuredRow Row(ResultRow row)
    {
        var device = _devices.GetValueOrDefault((row.Engine, row.Device.Id));
        var product = productOf(row.Device);
        return new(row, product)
        {
            IsHost = row.Device.Backend == Backend.Cpu || device is { Class: not DeviceClass.Accelerator },
            CacheBytes = product is { } known
                ? new LimitedRow(row, known, device).CacheBytes(nominal.Cache(known))
                : device?.CacheBytesOrGuess ?? CacheResidence.GuessedCacheBytes,
            CacheSpread = Spread(row, other => other.Cache != row.Cache && other.Regime == row.Regime && other.Launch == row.Launch),
            RegimeSpread = Spread(row, other => other.Regime != row.Regime && other.Cache == row.Cache && other.Launch == row.Launch),
        };
    }

    private static (string, string, string, Point, NumericTriple?) TrialOf(ResultRow row) =>
        (row.Engine, row.Device.Id, row.Workload, row.Point, row.DType);

    /// <summary>Ratio of the same trial under other conditions in the same run to this row.</summary>
    private Interval? Spread(ResultRow row, Func<ResultRow, bool> condition)
    {
        var ratios = _trials[TrialOf(row)].Where(condition).Select(other => other.Median!.Value / row.Median!.Value).ToList();
        return ratios.Count == 0 ? null : new Interval(1, 1).Hull(new(ratios.Min(), ratios.Max()));
    }
}
