using GpuBench.Publications.Accelerators;
using GpuBench.Publications.Normalising;
using GpuBench.Publications.Normalising.Rules;
using GpuBench.Publications.Projecting;
using GpuBench.Publications.Projecting.Fitting;
using GpuBench.Publications.Projecting.Laws;
using GpuBench.Publications.Projecting.Products;

namespace GpuBench.Tests.Publications.Projecting;

/// <summary>The shipped figures, as laws see them.</summary>
internal static class Shipped
{
    public static ProductSheets Sheets => Normalizer.Shipped.Projector.Sheets;

    public static Projector Projector => Normalizer.Shipped.Projector;

    public static ProjectionLaw Law(string name) => ProjectionLaws.All.Single(law => law.Name == name);

    public static Examples Examples(ProjectionLaw law, Func<Observation, Observation>? change = null) =>
        GpuBench.Publications.Projecting.Fitting.Examples.Of(
            law, Normalizer.Shipped.Figures.All.Select(change ?? (figure => figure)), Sheets);

    public static Observation Figure(string id) =>
        Normalizer.Shipped.Figures.Find(id) ?? throw new KeyNotFoundException(id);

    /// <summary>A figure's task with other fields, as if measured here.</summary>
    public static Observation Measured(string id, params (string Field, string Word)[] fields)
    {
        var figure = Figure(id);
        var task = new Dictionary<string, string>(figure.Task);
        foreach (var (field, word) in fields)
            task[field] = word;
        return figure with { Source = null, Task = task, Variant = null };
    }

    public static VariantId Product(string name) => Normalizer.Shipped.Names.Resolve(name);
}
