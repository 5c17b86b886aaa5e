using GpuBench.Measuring;
using GpuBench.Reports.Tables;

namespace GpuBench.Reports.Projecting;

/// <summary>One row for each task and product, for spreadsheets; after them those of several devices.</summary>
internal static class ProjectionFlat
{
    public static Table Of(ProjectionDocument document)
    {
        var table = Table.Flat(
            "id", "group", "task", "kind", "quantity", "unit", "value", "devices", "program", "onto", "class", "seconds", "secondsLow",
            "secondsHigh", "projected", "projectedLow", "projectedHigh", "ratio", "question", "engine", "remarks", "refusal",
            "isHostBound");
        foreach (var task in document.Tasks)
            foreach (var projection in task.Projections)
                table.Add(
                    task.Id, task.Group, task.Task, task.Kind, task.Quantity, task.Unit, FlatText.Of(task.Value), FlatText.Of(task.Devices),
                    task.Program ?? "", projection.Onto, projection.Class ?? "", FlatText.Of(projection.Seconds),
                    FlatText.Of(projection.SecondsLow), FlatText.Of(projection.SecondsHigh), FlatText.Of(projection.Value),
                    FlatText.Of(projection.ValueLow), FlatText.Of(projection.ValueHigh), FlatText.Of(projection.Ratio),
                    projection.Question?.Text() ?? "", projection.Engine ?? "", string.Join("; ", projection.Remarks),
                    projection.Refusal ?? "", FlatText.Of(projection.IsHostBound));
        foreach (var task in document.Links?.Tasks ?? [])
            table.Add(
                task.Id, "", task.Task, "llm", "", "token/s", "", FlatText.Of(document.Links!.Devices), "", document.Links.Product,
                $"{task.Phase}, layers split", "", FlatText.Of(task.SecondsLow), FlatText.Of(task.SecondsHigh), "",
                FlatText.Of(task.RateLow), FlatText.Of(task.RateHigh), "", "", "", "", task.Refusal ?? "", "");
        return table;
    }
}
