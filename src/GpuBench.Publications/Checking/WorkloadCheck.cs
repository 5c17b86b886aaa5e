using GpuBench.Publications.Figures;

namespace GpuBench.Publications.Checking;

/// <summary>A figure that is to be divided must say all that a repetition would need.</summary>
public sealed class WorkloadCheck : IFigureCheck
{
    private static readonly Dictionary<string, string[]> Fields = new()
    {
        ["gemm"] = ["m", "n", "k"],
        ["attention"] = ["b", "h", "t", "s", "d", "causal", "kernel", "pass"],
    };

    public string Name => "shapes of matrix multiply and attention are complete";

    public CheckResult Run(CheckedData data) => CheckResult.Of(
        Name,
        "structured figures",
        data.Data.Figures.Where(figure => figure.UnstructuredBecause is null && Fields.ContainsKey(figure.WorkloadWord("kind") ?? "")),
        figure => Look(data, figure));

    private static IEnumerable<CheckFinding> Look(CheckedData data, PublishedFigure figure)
    {
        var missing = Fields[figure.WorkloadWord("kind")!].Where(field => figure.WorkloadWord(field) is null).ToList();
        if (missing.Count > 0)
            yield return data.Finding(
                figure,
                $"its workload lacks {string.Join(", ", missing)}",
                "add them, or say in unstructuredBecause that the source does not print them");
    }
}
