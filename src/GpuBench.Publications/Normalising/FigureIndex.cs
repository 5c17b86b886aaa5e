using GpuBench.Measuring.Workloads;
using GpuBench.Publications.Accelerators;
using GpuBench.Publications.Normalising.Rules;
using GpuBench.Workloads.Definitions;

namespace GpuBench.Publications.Normalising;

/// <summary>Finds the figures that may fit a task, so that a row is compared with a few figures instead of all.</summary>
internal sealed class FigureIndex(IReadOnlyList<Observation> figures)
{
    private readonly ILookup<(VariantId, string Quantity), Observation> _all =
        figures.ToLookup(figure => (figure.Variant!.Value, figure.Quantity.Name));

    private readonly ILookup<(VariantId, string Quantity, string Key), Observation> _byKey = figures
        .Where(figure => WorkloadDefinitions.OfKind(figure.Kind) is not null)
        .ToLookup(figure => (
            figure.Variant!.Value, figure.Quantity.Name, KeyOf(WorkloadDefinitions.OfKind(figure.Kind)!, figure.Task)));

    /// <summary>Every figure of a quantity.</summary>
    public IEnumerable<Observation> All(VariantId variant, string quantity) => _all[(variant, quantity)];

    /// <summary>The figures whose key fields are those of the task, or are not stated.</summary>
    public IEnumerable<Observation> Find(VariantId variant, PublishedTask task, IReadOnlyDictionary<string, string> fields) =>
        _byKey[(variant, task.Quantity, KeyOf(task, fields))].Concat(_byKey[(variant, task.Quantity, TaskFields.Unstated)]);

    /// <summary>One that is not stated is unknown to the rules, and so fits every task.</summary>
    private static string KeyOf(PublishedTask task, IReadOnlyDictionary<string, string> fields)
    {
        var words = task.KeyFields.Select(field => fields.GetValueOrDefault(field)).ToList();
        return words.Contains(TaskFields.Unstated) ? TaskFields.Unstated : string.Join('|', words);
    }
}
