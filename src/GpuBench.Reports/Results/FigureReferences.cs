using System.Globalization;
using GpuBench.Measuring;
using GpuBench.Measuring.Results;
using GpuBench.Publications.Normalising;
using GpuBench.Publications.Projecting.Model;
using GpuBench.Reports.Tables;

namespace GpuBench.Reports.Results;

/// <summary>Numbers what rows were divided by, figures or modelled times, in the order of their first use in tables.</summary>
internal sealed class FigureReferences
{
    private readonly ResultNormalizer _normalizer;
    private readonly List<Reference> _references;
    private readonly Dictionary<Reference, int> _numbers;

    public FigureReferences(ResultDocument document, ResultNormalizer normalizer)
    {
        _normalizer = normalizer;
        _references =
        [
            .. document.Rows.SelectMany(row => row.Comparisons).Where(comparison => comparison.Refused is null)
                .Select(ReferenceOf).Distinct(),
        ];
        _numbers = _references.Select((reference, index) => (reference, index))
            .ToDictionary(pair => pair.reference, pair => pair.index + 1);
    }

    public int NumberOf(RowComparison comparison) => _numbers[ReferenceOf(comparison)];

    /// <returns>Null if no row was divided.</returns>
    public Section? Section()
    {
        if (_references.Count == 0)
            return null;
        var table = new Table(
            new("", true), new("published figure", Wraps: true), new("value", true), new("verdict", Wraps: true), new("tier", true),
            new("source", Wraps: true, Optional: true));
        foreach (var reference in _references)
            table.Add(Row(reference));
        return new("Published figures in the ratios", table);
    }

    private static Reference ReferenceOf(RowComparison comparison) => comparison is { Figure: null, Projection: { } projection }
        ? new(
            $"none: the time on {comparison.Against}-{comparison.Variant} is modelled", comparison.Verdict, comparison.Why,
            projection.Seconds)
        : new(comparison.Figure!, comparison.Verdict, comparison.Why, null);

    private string[] Row(Reference reference)
    {
        var (name, verdict, why, seconds) = reference;
        string[] head = [string.Create(CultureInfo.InvariantCulture, $"[{_numbers[reference]}]"), name];
        var judged = why.Length == 0 ? verdict : $"{verdict}: {why}";
        if (seconds is { } time)
            return [.. head, Quantity.Seconds(time), judged, "", $"results/{ProjectionModels.Slug}.json"];
        var figure = _normalizer.Normalizer.Data.Find(name)!;
        var source = _normalizer.Normalizer.Data.SourceOf(figure);
        return
        [
            .. head,
            string.Create(CultureInfo.InvariantCulture, $"{figure.Value} {figure.Unit}"),
            judged,
            source.Tier.ToString(CultureInfo.InvariantCulture),
            $"{source.Title}, {figure.Locator}",
        ];
    }

    /// <param name="Name">Id of the figure, or what stands for one.</param>
    /// <param name="Seconds">A modelled time; null for a figure.</param>
    private sealed record Reference(string Name, string Verdict, string Why, double? Seconds);
}
