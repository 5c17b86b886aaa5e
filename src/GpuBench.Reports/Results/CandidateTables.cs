using System.Globalization;
using GpuBench.Measuring;
using GpuBench.Measuring.Results;
using GpuBench.Publications.Accelerators;
using GpuBench.Publications.Normalising;
using GpuBench.Publications.Normalising.Rules;
using GpuBench.Reports.Formatting;
using GpuBench.Reports.Tables;

namespace GpuBench.Reports.Results;

/// <summary>The published figures that a row could be divided by: a table for each accelerator asked for.</summary>
/// <param name="document">The whole run.</param>
internal sealed class CandidateTables(ResultDocument document, ResultNormalizer normalizer)
{
    /// <summary>Figures that one table shows.</summary>
    private const int MaxShown = 20;

    private readonly FigureCandidates _candidates = new(normalizer.Normalizer);

    /// <returns>None for a row that is not compared.</returns>
    public IEnumerable<Section> Of(string name, ResultRow row)
    {
        if (row.Comparisons.Count == 0)
            yield break;
        var side = normalizer.SideOf(document, row);
        foreach (var (against, used) in normalizer.Against.Zip(row.Comparisons))
        {
            var pairs = _candidates.Of(side, against);
            if (pairs.Count > 0)
                yield return Table(name, against, pairs, used);
        }
    }

    private Section Table(string name, VariantId against, IReadOnlyList<Comparison> pairs, RowComparison used)
    {
        var table = new Table(
            new("", Wraps: true), new("published figure", Wraps: true), new("value", true, Wraps: true), new("ratio", true, Wraps: true),
            new("verdict or rule", Wraps: true), new("why", Wraps: true))
        { IsDense = true };
        foreach (var pair in pairs.Take(MaxShown))
            table.Add(
                pair.Denominator.Id == used.Figure ? "→" : "", pair.Denominator.Id, ValueOf(pair.Denominator.Id), RatioText.Of(pair),
                pair.Verdict == Verdict.Incomparable ? $"– {pair.Rulings[^1].Rule}" : pair.Verdict.Text(), pair.Why);
        var shown = pairs.Count <= MaxShown ? "all" : string.Create(CultureInfo.InvariantCulture, $"the nearest {MaxShown} of");
        return new(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{name}: {shown} {pairs.Count} published figures of {pairs[0].Denominator.Quantity.Name} of any {against.Accelerator}"),
            table)
        {
            Notes = used.Figure is null ? [] : ["→ the figure of the ratio above. 'figures show ID' prints its source."],
        };
    }

    /// <summary>As printed by the source.</summary>
    private string ValueOf(string id)
    {
        var figure = normalizer.Normalizer.Data.Find(id)!;
        return string.Create(CultureInfo.InvariantCulture, $"{figure.Value} {figure.Unit}");
    }
}
