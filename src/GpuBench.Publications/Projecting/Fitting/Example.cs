using GpuBench.Publications.Normalising.Rules;
using GpuBench.Publications.Projecting.Laws;
using GpuBench.Publications.Projecting.Products;

namespace GpuBench.Publications.Projecting.Fitting;

/// <summary>A published figure that a law learns from.</summary>
public sealed record Example(ProjectionLaw Law, Observation Figure, ProjectedTask Task, ProductSheet Product)
{
    public string Id => Figure.Id;

    public string Publication => Figure.Source!;

    public double LogSeconds { get; } = Math.Log(Task.Amount / Figure.Value);

    /// <summary>The group of each of the law's effects.</summary>
    public string[] Groups { get; } = Law.GroupsOf(Task, Product, Figure.Source!);
}

/// <summary>The figures of one law, and how many are left out for which reason.</summary>
/// <param name="Refusals">Number of figures by reason.</param>
public sealed record Examples(ProjectionLaw Law, IReadOnlyList<Example> All, IReadOnlyDictionary<string, int> Refusals)
{
    public static Examples Of(ProjectionLaw law, IEnumerable<Observation> figures, ProductSheets sheets)
    {
        var (all, refusals) = (new List<Example>(), new SortedDictionary<string, int>(StringComparer.Ordinal));
        foreach (var figure in figures)
        {
            if (law.Read(figure) is not { } reading)
                continue;
            if (Refusal(law, reading, figure, sheets) is { } why)
                refusals[why] = refusals.GetValueOrDefault(why) + 1;
            else
                all.Add(new(law, figure, reading.Task!, sheets.Of(figure.Variant!.Value)));
        }
        return new(law, all, refusals);
    }

    private static string? Refusal(ProjectionLaw law, TaskReading reading, Observation figure, ProductSheets sheets) =>
        figure.Unusable is { } unusable ? unusable
        : figure.IsDispreferred ? "another source is preferred"
        : figure.IsLowerBound ? "the source prints a lower bound"
        : figure.PowerCapWatts is not null ? "its power was capped"
        : reading.Refusal
        ?? law.MissingFigure(reading.Task!, sheets.Of(figure.Variant!.Value));
}
