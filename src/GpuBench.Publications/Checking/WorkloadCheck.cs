using GpuBench.Publications.Figures;

namespace GpuBench.Publications.Checking;

/// <summary>A figure that is to be divided must say all that a repetition would need.</summary>
public sealed class WorkloadCheck : IFigureCheck
{
    private static readonly Dictionary<string, string> Kinds = new()
    {
        [Quantities.MatMul] = "gemm",
        ["gemm-effective-bandwidth"] = "gemm",
        [Quantities.Attention] = "attention",
        ["attention-forward-backward-throughput"] = "attention",
        [Quantities.Stream] = "stream",
        [Quantities.Link] = "link",
    };

    private static readonly Dictionary<string, string[]> Fields = new()
    {
        ["gemm"] = ["m", "n", "k"],
        ["attention"] = ["b", "h", "t", "s", "d", "causal", "kernel", "pass"],
        ["stream"] = ["op"],
        ["link"] = ["op", "link"],
    };

    public string Name => "workloads of matrix multiply, attention, streams and links are complete";

    public CheckResult Run(CheckedData data) => CheckResult.Of(
        Name,
        "structured figures",
        data.Data.Figures.Where(figure => figure.UnstructuredBecause is null && KindOf(figure) is not null),
        figure => Look(data, figure));

    /// <summary>The kind that the quantity calls for, or else the one that the figure has.</summary>
    private static string? KindOf(PublishedFigure figure)
    {
        var kind = Kinds.GetValueOrDefault(figure.Quantity) ?? figure.WorkloadWord("kind");
        return kind is not null && Fields.ContainsKey(kind) ? kind : null;
    }

    private static IEnumerable<CheckFinding> Look(CheckedData data, PublishedFigure figure)
    {
        var kind = KindOf(figure)!;
        if (figure.WorkloadWord("kind") != kind)
        {
            yield return data.Finding(figure, $"{figure.Quantity} without a workload of kind {kind}", "add the workload");
            yield break;
        }
        var missing = Fields[kind].Where(field => figure.WorkloadWord(field) is null).ToList();
        if (missing.Count > 0)
            yield return data.Finding(
                figure,
                $"its workload lacks {string.Join(", ", missing)}",
                "add them, or say in unstructuredBecause that the source does not print them");
    }
}
