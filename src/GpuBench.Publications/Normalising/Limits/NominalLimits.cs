using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Results;
using GpuBench.Measuring.Trials;
using GpuBench.Publications.Accelerators;
using GpuBench.Publications.Normalising.Rules;

namespace GpuBench.Publications.Normalising.Limits;

/// <summary>Finds measured rows that lie above what the product can do.</summary>
internal sealed class NominalLimits(NominalFigures nominal)
{
    private readonly UnitLimit _unit = new(nominal);
    private readonly MemoryLimit _memory = new(nominal);
    private readonly LinkLimit _link = new(nominal);

    /// <summary>Judges anew what an earlier check may have said: figures change.</summary>
    /// <param name="product">What the row was measured on; null where no file of results/accelerators names it.</param>
    /// <returns>
    /// The row with its check; suspect where it lies above a limit. Unchanged without a value, or where it is suspect for another reason.
    /// </returns>
    public ResultRow Judge(ResultDocument document, ResultRow row, VariantId? product)
    {
        if (row.Status == TrialStatus.Suspect && row.NominalCheck is { Status: NominalStatus.Above } earlier && row.Reason == earlier.Why)
            row = row with { Status = TrialStatus.Ok, Reason = null };
        if (row.Status != TrialStatus.Ok || row.Median is null)
            return row;
        var check = product is { } known
            ? Check(new(row, known, DeviceOf(document, row)))
            : None($"no nominal figures of {row.Device.Name} are known");
        return check.Status == NominalStatus.Above
            ? row with { NominalCheck = check, Status = TrialStatus.Suspect, Reason = check.Why }
            : row with { NominalCheck = check };
    }

    private NominalCheck Check(LimitedRow on)
    {
        var answers = Answers(on).ToList();
        var nearest = answers.Select(answer => answer.Limit).OfType<NominalLimit>().MaxBy(limit => limit.Share);
        return nearest?.ToCheck() ?? None(string.Join("; ", answers.Select(answer => answer.WhyNone)));
    }

    private IEnumerable<(NominalLimit? Limit, string? WhyNone)> Answers(LimitedRow on)
    {
        if (UnitLimit.AppliesTo(on.Row))
            yield return _unit.Of(on);
        if (MemoryLimit.AppliesTo(on.Row))
            yield return _memory.Of(on);
        if (LinkLimit.AppliesTo(on.Row))
            yield return _link.Of(on);
    }

    private static Measuring.Devices.DeviceInfo? DeviceOf(ResultDocument document, ResultRow row) => document.Manifest.Devices
        .FirstOrDefault(opened => (opened.Device.Engine, opened.Device.Id) == (row.Engine, row.Device.Id))?.Device;

    private static NominalCheck None(string why) => new() { Status = NominalStatus.None, Why = why };
}

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
