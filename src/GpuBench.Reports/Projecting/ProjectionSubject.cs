using GpuBench.Measuring.Results;
using GpuBench.Measuring.Trials;
using GpuBench.Publications.Accelerators;
using GpuBench.Publications.Data;
using GpuBench.Publications.Normalising;
using GpuBench.Publications.Normalising.Rules;
using GpuBench.Reports.Formatting;

namespace GpuBench.Reports.Projecting;

/// <summary>What is projected: the rows of a run, or the published figures of a product.</summary>
/// <param name="Name">The file, or the product in words.</param>
/// <param name="Here">The title of the column of values.</param>
/// <param name="NotTasks">Rows of work that nobody publishes, by reason.</param>
public sealed record ProjectionSubject(
    string Name, string Here, IReadOnlyList<TaskToProject> Tasks, IReadOnlyDictionary<string, int> NotTasks)
{
    /// <summary>The rows of a run that have a value.</summary>
    public static ProjectionSubject Of(string file, ResultDocument document, ResultNormalizer normalizer)
    {
        var judged = normalizer.Judge(document);
        var run = normalizer.SidesOf(judged);
        var rows = judged.Rows.Where(row => row is { Status: TrialStatus.Ok, Median: not null }).Select(run.Row).ToList();
        return new(
            file, "here",
            [
                .. from row in rows
                   where row.Task is not null
                   select new TaskToProject($"{row.Row.Device.Name}, {row.Row.Engine}", PointText.Of(row.Row), row.As("median")),
            ],
            rows.Where(row => row.Task is null).CountBy(row => row.NoCounterpartReason!).ToDictionary());
    }

    /// <summary>The published figures of tasks; the nearest broader variant stands for the product where it has none.</summary>
    public static ProjectionSubject Of(VariantId product, FigureQuery query, Normalizer normalizer)
    {
        var figures = new ProductFigures(normalizer.Names, new FigurePairs(normalizer, query), product).Figures
            .Where(figure => figure.Quantity is { IsNominal: false, IsQuoted: false } && figure.Kind.Length > 0).ToList();
        return new(
            $"{normalizer.Names.Describe(product)}, published figures", normalizer.Names.Short(product),
            [
                .. from figure in figures
                   where figure.Unusable is null
                   select new TaskToProject("", TaskText.Of(figure), figure),
            ],
            figures.Where(figure => figure.Unusable is not null).CountBy(figure => ReasonOf(figure.Unusable!)).ToDictionary());
    }

    /// <summary>Each figure that is not structured has its own reason.</summary>
    private static string ReasonOf(string unusable) => unusable.StartsWith("not structured", StringComparison.Ordinal)
        ? "the source does not state the whole task"
        : unusable.Split(':')[0];
}

/// <param name="Group">Device and engine of a measured row; empty for a figure.</param>
/// <param name="Text">The task in short.</param>
public sealed record TaskToProject(string Group, string Text, Observation Task);
