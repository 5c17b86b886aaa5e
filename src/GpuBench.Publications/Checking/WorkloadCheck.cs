using GpuBench.Measuring.Workloads;
using GpuBench.Publications.Figures;
using GpuBench.Workloads.Definitions;

namespace GpuBench.Publications.Checking;

/// <summary>A figure that may be divided must have all fields that a repetition needs.</summary>
public sealed class WorkloadCheck : IFigureCheck
{
    public string Name => "workloads of matrix multiply, attention, streams and links are complete";

    public FigureCheckResult Run(CheckedData data) => FigureCheckResult.Of(
        Name,
        "structured figures",
        data.Data.Figures.Where(figure => figure.UnstructuredBecause is null && TaskOf(figure) is not null),
        figure => Look(data, figure));

    /// <summary>The task of the quantity, else of the figure's kind.</summary>
    private static PublishedTask? TaskOf(PublishedFigure figure) =>
        WorkloadDefinitions.All.Select(definition => definition.Published)
            .FirstOrDefault(task => task is { SharesQuantity: false }
                && (task.Quantity == figure.Quantity || task.OtherQuantities.Contains(figure.Quantity)))
        ?? WorkloadDefinitions.OfKind(figure.WorkloadWord("kind"));

    private static IEnumerable<CheckFinding> Look(CheckedData data, PublishedFigure figure)
    {
        var task = TaskOf(figure)!;
        if (figure.WorkloadWord("kind") != task.Kind)
        {
            yield return data.Finding(figure, $"{figure.Quantity} without a workload of kind {task.Kind}", "add the workload");
            yield break;
        }
        var missing = task.RequiredFields.Where(field => figure.WorkloadWord(field) is null).ToList();
        if (missing.Count > 0)
            yield return data.Finding(
                figure,
                $"its workload lacks {string.Join(", ", missing)}",
                "add them, or state in unstructuredBecause that the source does not print them");
    }
}
