using GpuBench.Publications.Accelerators;
using GpuBench.Publications.Normalising.Rules;
using GpuBench.Reports.Results;

namespace GpuBench.Reports.Figures;

/// <summary>The footnotes of a table of pairs: other variants than the heading's, reservations, and other sources.</summary>
internal sealed class PairNotes(PairLayout layout)
{
    /// <summary>Words of variants that say how a card is built in. Cards of two forms differ in power and clocks.</summary>
    private static readonly string[] Forms = ["sxm", "pcie", "nvl", "oam"];

    /// <summary>Values that differ by less are one value, rounded differently.</summary>
    private const double Rounding = 0.01;

    private readonly Footnotes _notes = new();

    public IReadOnlyList<string> Lines => _notes.All;

    /// <returns>The marks of the pairs' notes, e.g. <c>¹ ³</c>.</returns>
    public string MarksOf(IEnumerable<Comparison> pairs) => string.Join(' ', pairs.SelectMany(Of).Distinct().Select(_notes.MarkOf));

    private IEnumerable<string> Of(Comparison pair)
    {
        if (Variants(pair) is { Length: > 0 } variants)
            yield return variants;
        var why = FigureText.Why(pair);
        if (pair.Kind == RatioKind.Task)
            yield return why.Length == 0 ? "task ratio: same work, each side with what it has" : $"task ratio: {why}";
        else if (why.Length > 0)
            yield return why;
        var unknown = pair.Rulings.Where(ruling => ruling.Kind == RulingKind.Unknown && !ruling.RangeOnly)
            .Select(ruling => ruling.Why).ToList();
        if (unknown.Count > 0)
            yield return $"a source is silent on {string.Join(", ", unknown)}";
        foreach (var side in new[] { pair.Numerator, pair.Denominator }.Where(side => side.Quantity.IsNominal))
            if (OtherSources(side) is { Length: > 0 } others)
                yield return $"{side.Variant}: sources disagree; also {others}";
    }

    /// <returns>E.g. <c>550 W (cctv)</c>; empty if no other source has another value.</returns>
    private string OtherSources(Observation side)
    {
        var figure = layout.Normalizer.Data.Find(side.Id)!;
        var others =
            from other in layout.Normalizer.Figures.WithSameKey(figure)
            where Math.Abs((layout.Normalizer.Figures.Find(other.Id)!.Value / side.Value) - 1) > Rounding
            select $"{FigureText.Short(other)} ({other.Source})";
        return string.Join(", ", others.Distinct());
    }

    private string Variants(Comparison pair)
    {
        var (mine, theirs) = (pair.Numerator.Variant!.Value, pair.Denominator.Variant!.Value);
        string?[] remarks =
        [
            layout.IsNamed(pair) || layout.LabelsVariants ? null : $"published for {mine} ÷ {theirs}",
            pair.IsRangeOnly ? "'unstated' may be any variant, so there are only two ends" : null,
            FormOf(mine) is { } above && FormOf(theirs) is { } below && above != below ? "different form factors" : null,
        ];
        return string.Join("; ", remarks.OfType<string>());
    }

    private static string? FormOf(VariantId variant) =>
        Forms.FirstOrDefault(form => variant.Variant.Contains(form, StringComparison.Ordinal));
}
