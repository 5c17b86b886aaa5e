using GpuBench.Measuring.Results;
using GpuBench.Measuring.Workloads;
using GpuBench.Publications.Normalising;
using GpuBench.Workloads.Definitions;

namespace GpuBench.Reports.Results.FirstScreen;

/// <summary>Shapes of which any accelerator has a figure that may be divided, in any type.</summary>
internal sealed class PublishedShapes
{
    private readonly HashSet<(string Quantity, string Shape)> _shapes;

    public PublishedShapes(Normalizer normalizer)
    {
        var tasks = WorkloadDefinitions.All.Select(workload => workload.Published).OfType<PublishedTask>()
            .DistinctBy(task => task.Quantity).ToDictionary(task => task.Quantity);
        _shapes =
        [
            .. from figure in normalizer.Figures.All
               where figure.Unusable is null && tasks.ContainsKey(figure.Quantity.Name)
               select (figure.Quantity.Name, Shape(tasks[figure.Quantity.Name], figure.Task)),
        ];
    }

    public bool Contains(ResultRow row) =>
        WorkloadDefinitions.Find(row.Workload)?.Published is { } task
        && _shapes.Contains((task.Quantity, Shape(task, task.FieldsOf(row.Point, row.Work))));

    /// <summary>The fields that a repetition needs. The kernel is not part of a shape.</summary>
    private static string Shape(PublishedTask task, IReadOnlyDictionary<string, string> fields) => string.Join(
        ',', task.RequiredFields.Concat(task.Defaults.Keys).Where(field => field != "kernel")
            .Select(field => fields.GetValueOrDefault(field) ?? task.Defaults.GetValueOrDefault(field)));
}
