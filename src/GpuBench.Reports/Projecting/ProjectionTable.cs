using System.Globalization;
using GpuBench.Reports.Formatting;
using GpuBench.Reports.Results;
using GpuBench.Reports.Tables;

namespace GpuBench.Reports.Projecting;

/// <summary>The tasks of one class with their projections.</summary>
internal static class ProjectionTable
{
    private const string HostBound = "host-bound", None = "–";

    /// <param name="titles">Short names of the products.</param>
    /// <param name="isShort">A product has one column of two lines, so that three products fit in 100 columns.</param>
    public static Section Of(string title, IReadOnlyList<ProjectedTaskEntry> tasks, string here, string[] titles, bool isShort)
    {
        var footnotes = new FoldedFootnotes(tasks.SelectMany(task => task.Projections));
        var table = new Table(
            [
                new("task", Wraps: true), new(here, true),
                .. titles.SelectMany(product => isShort
                    ? new[] { new Column(product) }
                    : [new Column(product, true), new Column($"here ÷ {product}", true)]),
            ])
        { IsDense = isShort };
        foreach (var task in tasks)
            table.Add(
                [
                    task.Task, NarrowText.Value(task.Value, task.Unit),
                    .. task.Projections.SelectMany(projection => Cells(projection, task.Unit, footnotes, isShort)),
                ]);
        return new(title, table) { Notes = [.. footnotes.All.Concat(Engines(tasks, titles)).SelectMany(NarrowText.Lines)] };
    }

    private static IEnumerable<string> Cells(ProjectionEntry projection, string unit, FoldedFootnotes footnotes, bool isShort)
    {
        if (projection.Refusal is { } why)
        {
            var text = projection.IsHostBound ? HostBound + footnotes.MarkOf(why) : None;
            return isShort ? [text] : [text, ""];
        }
        var marks = string.Concat(projection.Remarks.Select(footnotes.MarkOf));
        var value = $"≈ {NarrowText.Value(projection.Value!.Value, unit)}";
        var (factor, ratio) = (NarrowText.Factor(projection.Factor), RatioText.Of(projection.Ratio!.Value));
        return isShort ? [$"{value}{marks}\n{factor}  {ratio}"] : [$"{value} {factor}{marks}", ratio];
    }

    /// <summary>What each product is assumed to use.</summary>
    private static IEnumerable<string> Engines(IReadOnlyList<ProjectedTaskEntry> tasks, string[] titles)
    {
        var words = titles.Index()
            .Select(product => (Product: product.Item, Engines: EnginesOf(tasks.Select(task => task.Projections[product.Index]))))
            .Where(product => product.Engines.Length > 0)
            .GroupBy(product => product.Engines)
            .Select(same => $"{string.Join(", ", same.Select(product => product.Product))} with {same.Key}").ToList();
        if (words.Count > 0)
            yield return $"Projected: {string.Join("; ", words)}.";
    }

    private static string EnginesOf(IEnumerable<ProjectionEntry> projections)
    {
        var engines = projections.Where(projection => projection is { Refusal: null, Engine.Length: > 0 })
            .CountBy(projection => projection.Engine!).OrderByDescending(engine => engine.Value).ToList();
        return engines.Count == 1
            ? engines[0].Key
            : string.Join(", ", engines.Select(engine => string.Create(CultureInfo.InvariantCulture, $"{engine.Key} ({engine.Value})")));
    }
}

/// <summary>Footnotes of a table. Remarks that differ in their numbers only share one, with the range of each number.</summary>
internal sealed class FoldedFootnotes(IEnumerable<ProjectionEntry> projections)
{
    private readonly Footnotes _footnotes = new();
    private readonly Dictionary<string, string> _folded = projections
        .SelectMany(projection => projection.IsHostBound ? [projection.Refusal!] : projection.Remarks)
        .GroupBy(NumberFold.KeyOf).ToDictionary(same => same.Key, NumberFold.Of);

    public IReadOnlyList<string> All => _footnotes.All;

    public string MarkOf(string remark) => _footnotes.MarkOf(_folded[NumberFold.KeyOf(remark)]);
}
