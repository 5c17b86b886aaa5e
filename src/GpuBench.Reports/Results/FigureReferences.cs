using System.Globalization;
using GpuBench.Measuring.Results;
using GpuBench.Publications.Normalising;
using GpuBench.Reports.Tables;

namespace GpuBench.Reports.Results;

/// <summary>Numbers the figures that rows were divided by, in the order of their first use in tables.</summary>
internal sealed class FigureReferences
{
    private readonly ResultNormalizer _normalizer;
    private readonly List<(string Figure, string Verdict, string Why)> _references;
    private readonly Dictionary<(string Figure, string Verdict, string Why), int> _numbers;

    public FigureReferences(ResultDocument document, ResultNormalizer normalizer)
    {
        _normalizer = normalizer;
        _references = [.. document.Rows.SelectMany(row => row.Comparisons).Where(c => c.Refused is null).Select(Reference).Distinct()];
        _numbers = _references.Select((reference, index) => (reference, index))
            .ToDictionary(pair => pair.reference, pair => pair.index + 1);
    }

    public int NumberOf(RowComparison comparison) => _numbers[Reference(comparison)];

    /// <returns>Null if no row was divided.</returns>
    public Section? Section()
    {
        if (_references.Count == 0)
            return null;
        var table = new Table(
            new("", true), new("published figure", Wraps: true), new("value", true), new("verdict", Wraps: true), new("tier", true),
            new("source", Wraps: true, Optional: true));
        foreach (var (figure, verdict, why) in _references)
            table.Add(Row(figure, verdict, why));
        return new("Published figures in the ratios", table);
    }

    private static (string, string, string) Reference(RowComparison comparison) =>
        (comparison.Figure!, comparison.Verdict, comparison.Why);

    private string[] Row(string id, string verdict, string why)
    {
        var figure = _normalizer.Normalizer.Data.Find(id)!;
        var source = _normalizer.Normalizer.Data.SourceOf(figure);
        return
        [
            string.Create(CultureInfo.InvariantCulture, $"[{_numbers[(id, verdict, why)]}]"),
            id,
            string.Create(CultureInfo.InvariantCulture, $"{figure.Value} {figure.Unit}"),
            why.Length == 0 ? verdict : $"{verdict}: {why}",
            source.Tier.ToString(CultureInfo.InvariantCulture),
            $"{source.Title}, {figure.Locator}",
        ];
    }
}
