namespace GpuBench.Publications.Checking;

/// <summary>Where sources disagree, somebody has looked into it and says what to make of it.</summary>
public sealed class AgreementCheck : IFigureCheck
{
    public string Name => "sources agree, or their disagreement is explained";

    public CheckResult Run(CheckedData data)
    {
        var conflicts = SourceConflicts.In(data.Data.Figures).Where(conflict => !data.Data.Disagreements.Any(conflict.IsExplainedBy));
        return new(Name, "quantities with several sources", SourceConflicts.Comparable(data.Data.Figures).Count, [.. conflicts.Select(conflict => Finding(data, conflict))]);
    }

    private static CheckFinding Finding(CheckedData data, Conflict conflict) => data.Finding(
        conflict.Figures[0],
        $"sources disagree: {string.Join(", ", conflict.Figures.Select(figure => $"{figure.Text ?? $"{figure.Value} {figure.Unit}"} ({figure.Id})"))}",
        "correct the wrong figure, or add an entry with all of these ids to disagreements.json");
}
