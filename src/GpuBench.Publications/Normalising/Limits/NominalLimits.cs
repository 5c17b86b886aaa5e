using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Results;
using GpuBench.Measuring.Trials;
using GpuBench.Publications.Accelerators;
using GpuBench.Publications.Normalising.Rules;

namespace GpuBench.Publications.Normalising.Limits;

/// <summary>Finds measured rows above the nominal limits of the product.</summary>
internal sealed class NominalLimits(NominalFigures nominal)
{
    private readonly UnitLimit _unit = new(nominal);
    private readonly MemoryLimit _memory = new(nominal);
    private readonly LinkLimit _link = new(nominal);

    /// <summary>Repeats an earlier check, because figures change.</summary>
    /// <param name="product">The product that the row was measured on; null if results/accelerators does not have it.</param>
    /// <returns>
    /// The row with its check; suspect if it is above a limit. A row without a value, or suspect for another reason, is unchanged.
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
        return nearest?.ToCheck() ?? None(string.Join("; ", answers.Select(answer => answer.RefusalReason)));
    }

    private IEnumerable<(NominalLimit? Limit, string? RefusalReason)> Answers(LimitedRow on)
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
/// <param name="Device">As opened; null if the document does not have it.</param>
internal sealed record LimitedRow(ResultRow Row, VariantId Product, DeviceInfo? Device)
{
    /// <summary>Launches per second.</summary>
    public double LaunchesPerSecond => Row.Median!.Value / Row.Work.Amount(Row.ValueUnit);

    /// <summary>
    /// The highest known clock of the device, in hertz: the driver's maximum, or a reading above it. Readings alone are not enough: they
    /// are taken before and after a round, when the device is idle.
    /// </summary>
    public double? HighestClock => Row.Rounds
        .SelectMany(round => new[] { round.TelemetryBefore?.ClockHertz, round.TelemetryAfter?.ClockHertz })
        .Append(Device?.ClockHertz)
        .Max();

    /// <summary>
    /// Largest estimate of the last-level cache, in bytes: published or reported. Some OpenCL drivers report the first-level cache instead,
    /// so without a published size their value counts only if it exceeds the guess.
    /// </summary>
    public double CacheBytes(Observation? nominal)
    {
        var isExact = Row.Device.Backend == Backend.Cuda && Device?.LastLevelCacheBytes is > 0;
        var reported = Device?.LastLevelCacheBytes ?? 0;
        return new[] { nominal?.Value ?? 0, reported, isExact || nominal is not null ? 0 : GuessedCacheBytes }.Max();
    }

    /// <summary>As <see cref="DeviceInfo.CacheBytesOrGuess"/> for an accelerator.</summary>
    private const double GuessedCacheBytes = 64 << 20;
}
