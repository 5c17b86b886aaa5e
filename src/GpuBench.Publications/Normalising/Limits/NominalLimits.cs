using GpuBench.Measuring.Results;
using GpuBench.Measuring.Trials;
using GpuBench.Publications.Accelerators;

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
