using System.Globalization;
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
            new("", Wraps: true), new("published figure", Wraps: true), new("value", true),
            new("ratio, or the rule that refused it", Wraps: true))
        { IsDense = true };
        foreach (var pair in pairs.OrderBy(pair => pair.Denominator.Id != used.Figure).Take(MaxShown))
            if (pair.Denominator.Id == used.Figure)
                table.Add("→", used.Figure, ValueOf(used.Figure), JudgedText.Of(used));
            else
                table.Add("", pair.Denominator.Id, ValueOf(pair.Denominator.Id), JudgedText.Of(pair));
        return new(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{name}: published {pairs[0].Denominator.Quantity.Name} of every {against.Accelerator} "
                + $"({Math.Min(MaxShown, pairs.Count)} of {pairs.Count}, nearest first)"),
            table)
        {
            Notes = used.Figure is null ? [] : ["→ the figure that the tables name. 'figures show ID' prints the source of a figure."],
        };
    }

    /// <summary>As printed by the source.</summary>
    private string ValueOf(string id)
    {
        var figure = normalizer.Normalizer.Data.Find(id)!;
        return string.Create(CultureInfo.InvariantCulture, $"{figure.Value} {figure.Unit}");
    }
}
