using GpuBench.Publications.Figures;

namespace GpuBench.Publications.Checking;

/// <summary>A disagreement between sources must be explained in disagreements.json.</summary>
public sealed class AgreementCheck : IFigureCheck
{
    public string Name => "sources agree, or their disagreement is explained";

    public FigureCheckResult Run(CheckedData data)
    {
        var comparable = SourceConflicts.Comparable(data.Data.Figures);
        var unexplained = SourceConflicts.In(data.Data.Figures).Where(conflict => !conflict.IsExplained(data.Data.Disagreements));
        return new(Name, "tasks with several sources", comparable.Count, [.. unexplained.Select(conflict => Finding(data, conflict))]);
    }

    private static CheckFinding Finding(CheckedData data, Conflict conflict) => data.Finding(
        conflict.Figures[0],
        $"sources disagree: {string.Join(", ", conflict.Figures.Select(Printed))}",
        "correct the wrong figure, or add an entry with all of these ids to disagreements.json");

    private static string Printed(PublishedFigure figure) => $"{figure.Text ?? $"{figure.Value} {figure.Unit}"} ({figure.Id})";
}

/// <summary>An achieved figure above its peak must be explained in disagreements.json.</summary>
public sealed class PeakCheck : IFigureCheck
{
    public string Name => "no figure exceeds its peak, or the excess is explained";

    public FigureCheckResult Run(CheckedData data)
    {
        var comparable = PeakConflicts.Comparable(data.Data.Figures);
        var unexplained = PeakConflicts.In(data.Data.Figures).Where(conflict => !conflict.IsExplained(data.Data.Disagreements));
        return new(Name, "peaks with achieved figures", comparable.Count, [.. unexplained.Select(conflict => Finding(data, conflict))]);
    }

    private static CheckFinding Finding(CheckedData data, Conflict conflict)
    {
        var (peak, best) = (conflict.Figures[0], conflict.Figures[1]);
        return data.Finding(
            peak,
            $"{peak.Value} {peak.Unit} is below the {best.Value} {best.Unit} of {best.Id}",
            "correct variant, type or sparsity of either, or add an entry with both ids to disagreements.json");
    }
}

/// <summary>An entry of disagreements.json must explain an existing conflict.</summary>
public sealed class DisagreementCheck : IFigureCheck
{
    private const string File = "disagreements.json";

    public string Name => "every entry of disagreements.json still explains a conflict";

    public FigureCheckResult Run(CheckedData data)
    {
        var conflicts = SourceConflicts.In(data.Data.Figures).Concat(PeakConflicts.In(data.Data.Figures)).ToList();
        return FigureCheckResult.Of(Name, "entries", data.Data.Disagreements, entry => Look(data, entry, conflicts));
    }

    private static IEnumerable<CheckFinding> Look(CheckedData data, Disagreement entry, List<Conflict> conflicts)
    {
        var missing = entry.Figures.Where(id => data.Data.Find(id) is null).ToList();
        foreach (var id in missing)
            yield return new(File, id, $"'{entry.Topic}' names a figure that does not exist", "correct the id");
        if (missing.Count > 0)
            yield break;
        if (entry.Preferred is { } preferred && !entry.Figures.Contains(preferred))
            yield return new(
                File, preferred, $"'{entry.Topic}' prefers a figure that it does not name", "prefer one of its figures, or null");
        if (entry.Figures.Select(id => PrintedUnit.Find(data.Data.Find(id)!.Unit)?.Si).Distinct().Skip(1).Any())
            yield return new(File, null, $"'{entry.Topic}' has figures of several units", "split it into one entry per unit");
        var explained = conflicts.Where(conflict => conflict.IsExplainedBy(entry)).SelectMany(conflict => conflict.Figures);
        foreach (var id in entry.Figures.Except(explained.Select(figure => figure.Id)))
            yield return new(
                File, id, $"'{entry.Topic}' names this figure, but it contradicts no other figure of the entry",
                "remove the figure or the entry");
    }
}
