using GpuBench.Publications.Figures;

namespace GpuBench.Publications.Checking;

/// <summary>Where sources disagree, somebody has looked into it and says what to make of it.</summary>
public sealed class AgreementCheck : IFigureCheck
{
    public string Name => "sources agree, or their disagreement is explained";

    public CheckResult Run(CheckedData data)
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
