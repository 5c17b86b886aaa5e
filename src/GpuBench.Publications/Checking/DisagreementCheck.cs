using GpuBench.Publications.Figures;

namespace GpuBench.Publications.Checking;

/// <summary>An explanation that explains nothing any more misleads its readers.</summary>
public sealed class DisagreementCheck : IFigureCheck
{
    private const string File = "disagreements.json";

    public string Name => "every entry of disagreements.json still explains a conflict";

    public CheckResult Run(CheckedData data)
    {
        var conflicts = SourceConflicts.In(data.Data.Figures).Concat(PeakConflicts.In(data.Data.Figures)).ToList();
        return CheckResult.Of(Name, "entries", data.Data.Disagreements, entry => Look(data, entry, conflicts));
    }

    private static IEnumerable<CheckFinding> Look(CheckedData data, Disagreement entry, List<Conflict> conflicts)
    {
        var missing = entry.Figures.Where(id => data.Data.Find(id) is null).ToList();
        foreach (var id in missing)
            yield return new(File, id, $"'{entry.Topic}' names a figure that does not exist", "correct the id");
        if (missing.Count > 0)
            yield break;
        if (entry.Preferred is { } preferred && !entry.Figures.Contains(preferred))
            yield return new(File, preferred, $"'{entry.Topic}' prefers a figure that it does not name", "prefer one of its figures, or null");
        if (entry.Figures.Select(id => PrintedUnit.Find(data.Data.Find(id)!.Unit)?.Si).Distinct().Skip(1).Any())
            yield return new(File, null, $"'{entry.Topic}' has figures of several units", "make it one entry a unit");
        var explained = conflicts.Where(conflict => conflict.IsExplainedBy(entry)).SelectMany(conflict => conflict.Figures);
        foreach (var id in entry.Figures.Except(explained.Select(figure => figure.Id)))
            yield return new(File, id, $"'{entry.Topic}' names it, but it contradicts none of the others", "take it out, or the entry with it");
    }
}
