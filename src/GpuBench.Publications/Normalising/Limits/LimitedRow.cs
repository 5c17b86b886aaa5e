using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Results;
using GpuBench.Publications.Accelerators;

namespace GpuBench.Publications.Normalising.Limits;

/// <summary>A row with a value, and the product that it was measured on.</summary>
/// <param name="Device">As opened; null where the document does not hold it.</param>
internal sealed record LimitedRow(ResultRow Row, VariantId Product, DeviceInfo? Device)
{
    /// <summary>How often a second a launch was done.</summary>
    public double LaunchesPerSecond => Row.Median!.Value / Row.Work.Amount(Row.ValueUnit);

    /// <summary>
    /// The highest clock that the device is known to reach, in hertz: its driver's maximum, or a reading above it. Readings alone
    /// do not do: they are taken before and after a round, when the device is idle, and it may be faster in between.
    /// </summary>
    public double? HighestClock => Row.Rounds
        .SelectMany(round => new[] { round.TelemetryBefore?.ClockHertz, round.TelemetryAfter?.ClockHertz })
        .Append(Device?.ClockHertz)
        .Max();

    /// <summary>
    /// Bytes of the last-level cache, at least. Some OpenCL drivers mean another cache by it, the one nearest to the lanes: there
    /// the guess for devices that do not say counts, too.
    /// </summary>
    public double CacheBytes(Observation? nominal)
    {
        var isExact = Row.Device.Backend == Backend.Cuda && Device?.LastLevelCacheBytes is > 0;
        var reported = Device?.LastLevelCacheBytes ?? 0;
        return new[] { nominal?.Value ?? 0, reported, isExact ? 0 : GuessedCacheBytes }.Max();
    }

    /// <summary>As <see cref="DeviceInfo.CacheBytesOrGuess"/> for an accelerator.</summary>
    private const double GuessedCacheBytes = 64 << 20;
}
