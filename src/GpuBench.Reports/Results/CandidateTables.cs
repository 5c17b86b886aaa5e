using System.Globalization;
using GpuBench.Measuring.Results;
using GpuBench.Publications.Normalising;
using GpuBench.Publications.Normalising.Rules;
using GpuBench.Reports.Formatting;
using GpuBench.Reports.Tables;

namespace GpuBench.Reports.Results;

/// <summary>The published figures that a row could be divided by: a table for each accelerator asked for.</summary>
/// <param name="document">The whole run.</param>
/// <param name="ofSeveralRows">Whether several rows are shown. The table of one row has every figure.</param>
internal sealed class CandidateTables(ResultDocument document, ResultNormalizer normalizer, bool ofSeveralRows)
{
    private readonly int _maxShown = ofSeveralRows ? 20 : int.MaxValue;

    private readonly FigureCandidates _candidates = new(normalizer.Normalizer);
    private readonly MeasuredRun _sides = normalizer.SidesOf(document);

    /// <returns>None for a row that is not compared.</returns>
    public IEnumerable<Section> Of(string name, ResultRow row)
    {
        if (row.Comparisons.Count == 0)
            yield break;
        var side = _sides.Row(row);
        foreach (var (against, used) in normalizer.Against.Zip(row.Comparisons))
        {
            var others = _candidates.Of(side, against).Where(pair => pair.Denominator.Id != used.Figure).ToList();
            if (used.Figure is not null || others.Count > 0)
                yield return Table($"{name}: published figures of every {against.Accelerator}", used, others);
        }
    }

    private Section Table(string title, RowComparison used, List<Comparison> others)
    {
        var table = new Table(
            new("", Wraps: true), new("published figure", Wraps: true), new("value", true),
            new("ratio, or the rule that refused it", Wraps: true))
        { IsDense = true };
        if (used.Figure is { } figure)
            table.Add("→", figure, ValueOf(figure), JudgedText.Of(used));
        var all = table.Rows.Count + others.Count;
        foreach (var pair in others.Take(_maxShown - table.Rows.Count))
            table.Add("", pair.Denominator.Id, ValueOf(pair.Denominator.Id), JudgedText.Of(pair));
        return new(string.Create(CultureInfo.InvariantCulture, $"{title} ({table.Rows.Count} of {all}, nearest first)"), table)
        {
            Notes =
            [
                .. used.Figure is null
                    ? []
                    : new[] { "→ the figure that the tables name. 'figures show ID' prints the source of a figure." },
                .. table.Rows.Count < all ? new[] { "Explain one row alone to see all of its figures." } : [],
            ],
        };
    }

    /// <summary>As printed by the source.</summary>
    private string ValueOf(string id)
    {
        var figure = normalizer.Normalizer.Data.Find(id)!;
        return string.Create(CultureInfo.InvariantCulture, $"{figure.Value} {figure.Unit}");
    }
}
