namespace GpuBench.Publications.Checking;

/// <summary>Nothing is faster than its peak; where a published peak is too low, somebody says so.</summary>
public sealed class PeakCheck : IFigureCheck
{
    public string Name => "nothing exceeds its peak, or it is explained";

    public CheckResult Run(CheckedData data)
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
