using GpuBench.Measuring.Statistics;
using GpuBench.Publications.Accelerators;
using GpuBench.Publications.Data;
using GpuBench.Publications.Figures;
using GpuBench.Publications.Normalising.Rules;

namespace GpuBench.Publications.Normalising;

/// <summary>
/// Pairs of published figures of two accelerators that may be divided. A query for a quantity selects every figure that is compared as a
/// figure of this quantity is, so that both sides of a pair are found by the quantity that either source prints. Pure.
/// </summary>
public sealed class FigurePairs
{
    private readonly Normalizer _normalizer;
    private readonly ILookup<VariantId, Observation> _byVariant;
    private readonly ILookup<VariantId, PublishedFigure> _words;

    /// <param name="query">Selects the figures of both sides; null for all.</param>
    public FigurePairs(Normalizer normalizer, FigureQuery? query = null)
    {
        _normalizer = normalizer;
        var selection = query ?? new();
        var numbers = normalizer.Figures.All.Select(figure => (Figure: figure, Printed: normalizer.Data.Find(figure.Id)!)).ToList();
        var quantities = numbers
            .Where(number => selection.IsQuantity(number.Printed.Quantity) || selection.IsQuantity(number.Figure.Quantity.Name))
            .Select(number => number.Figure.Quantity.Name).ToHashSet();
        _byVariant = numbers
            .Where(number => quantities.Contains(number.Figure.Quantity.Name) && selection.Allows(number.Printed))
            .ToLookup(number => number.Figure.Variant!.Value, number => number.Figure);
        _words = normalizer.Data.Figures
            .Where(figure => figure.Value is null && selection.IsQuantity(figure.Quantity) && selection.Allows(figure))
            .ToLookup(figure => figure.VariantId);
    }

    /// <summary>Pairs that may be divided, filtered by <see cref="WithoutNeedlessConversions"/>.</summary>
    public IReadOnlyList<Comparison> Between(IReadOnlyCollection<VariantId> numerators, IReadOnlyCollection<VariantId> denominators) =>
        Between(FiguresOf(numerators), FiguresOf(denominators));

    /// <summary>As the other overload, for selected figures.</summary>
    public IReadOnlyList<Comparison> Between(IEnumerable<Observation> numerators, IEnumerable<Observation> denominators) =>
        WithoutNeedlessConversions(Compare(numerators, denominators).Where(IsAllowed));

    /// <summary>The figures of the variants that are numbers and pass the filter.</summary>
    public IReadOnlyList<Observation> FiguresOf(IEnumerable<VariantId> variants) =>
        [.. variants.Distinct().SelectMany(variant => _byVariant[variant])];

    /// <summary>As <c>Between</c>, for selected figures.</summary>
    /// <returns>Pairs that may be divided; if there is none, the nearest miss.</returns>
    public (IReadOnlyList<Comparison> Allowed, Comparison? NearestMiss) Judge(
        IReadOnlyList<Observation> numerators, IReadOnlyList<Observation> denominators)
    {
        var pairs = numerators.SelectMany(_ => denominators, _normalizer.Rules.Compare).ToList();
        var allowed = WithoutNeedlessConversions(pairs.Where(IsAllowed));
        return (allowed, allowed.Count > 0 ? null : pairs.MaxBy(_normalizer.Rules.SpecificityOf));
    }

    /// <summary>The figures of a variant that are words, not numbers, and pass the filter.</summary>
    public IEnumerable<PublishedFigure> WordsOf(VariantId variant) => _words[variant];

    /// <summary>The nearest miss of each numerator that has no pair (<see cref="MissedPair.Distance"/>).</summary>
    public IReadOnlyList<MissedPair> NearestMisses(IEnumerable<Observation> numerators, IEnumerable<Observation> denominators) =>
    [
        .. from figure in Compare(numerators, denominators).GroupBy(pair => pair.Numerator.Id)
           where !figure.Any(IsAllowed)
           select figure.Select(miss => MissedPair.Of(miss, _normalizer.Rules)).MinBy(miss => miss.Distance)!,
    ];

    /// <summary>From the lowest to the highest end of the pairs' intervals; null if there is no pair.</summary>
    public static Interval? Hull(IReadOnlyList<Comparison> pairs) => pairs.Count == 0
        ? null
        : pairs.Select(pair => pair.Interval!.Value).Aggregate((hull, interval) => hull.Hull(interval));

    /// <summary>The fields in which both sides agree. Pairs with the same fields make the same statement.</summary>
    public static string TaskOf(Comparison pair)
    {
        var (mine, theirs) = (pair.Numerator, pair.Denominator);
        var fields = mine.Task.Where(field => theirs.Task.GetValueOrDefault(field.Key) == field.Value);
        return string.Join(
            '|',
            mine.Quantity.Name, mine.SiUnit, mine.Kind, mine.Kernel, mine.Count, theirs.Count,
            Both(mine.DType?.Input, theirs.DType?.Input), Both(mine.DType?.Weights, theirs.DType?.Weights),
            Both(mine.Sparsity, theirs.Sparsity), Both(mine.HardwareUnit, theirs.HardwareUnit),
            string.Join(',', fields.Select(field => $"{field.Key}={field.Value}")));
    }

    /// <summary>Only figures of the same quantity and kind can form a pair. The join skips the others.</summary>
    private IEnumerable<Comparison> Compare(IEnumerable<Observation> numerators, IEnumerable<Observation> denominators) =>
        numerators.Join(denominators, Group, Group, _normalizer.Rules.Compare);

    /// <summary>
    /// Drops a pair if both its figures have a partner that needs fewer conversions. For example, bf16 is not compared with fp16 if both
    /// sides print both.
    /// </summary>
    private static IReadOnlyList<Comparison> WithoutNeedlessConversions(IEnumerable<Comparison> allowed)
    {
        var pairs = allowed.Select(pair => (Pair: pair, Conversions: pair.Count(RulingKind.Convert))).ToList();
        var minAbove = Fewest(pairs.Select(pair => (pair.Pair.Numerator.Id, pair.Conversions)));
        var minBelow = Fewest(pairs.Select(pair => (pair.Pair.Denominator.Id, pair.Conversions)));
        return
        [
            .. from pair in pairs
               where pair.Conversions == minAbove[pair.Pair.Numerator.Id] || pair.Conversions == minBelow[pair.Pair.Denominator.Id]
               select pair.Pair,
        ];
    }

    private static Dictionary<string, int> Fewest(IEnumerable<(string Id, int Conversions)> sides) =>
        sides.GroupBy(side => side.Id).ToDictionary(figure => figure.Key, figure => figure.Min(side => side.Conversions));

    private static bool IsAllowed(Comparison pair) => pair.Verdict != Verdict.Incomparable;

    public static (string Quantity, string Kind) Group(Observation figure) => (figure.Quantity.Name, figure.Kind);

    private static string? Both(string? mine, string? theirs) =>
        mine == theirs ? mine : string.Join('/', new[] { mine, theirs }.Order(StringComparer.Ordinal));
}
