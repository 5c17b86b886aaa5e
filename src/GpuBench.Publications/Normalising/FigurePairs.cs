using GpuBench.Publications.Accelerators;
using GpuBench.Publications.Normalising.Rules;

namespace GpuBench.Publications.Normalising;

/// <summary>Published figures against published figures: every pair of two accelerators that may be divided. Pure.</summary>
public sealed class FigurePairs
{
    private readonly Normalizer _normalizer;
    private readonly ILookup<VariantId, Observation> _byVariant;

    public FigurePairs(Normalizer normalizer)
    {
        _normalizer = normalizer;
        _byVariant = normalizer.Figures.All.ToLookup(figure => figure.Variant!.Value);
    }

    /// <summary>Pairs that may be divided, as far as <see cref="WithoutNeedlessConversions"/> leaves them.</summary>
    public IReadOnlyList<Comparison> Between(IReadOnlyCollection<VariantId> numerators, IReadOnlyCollection<VariantId> denominators) =>
        WithoutNeedlessConversions(Compare(Of(numerators), Of(denominators)).Where(IsAllowed));

    /// <summary>The same for figures picked by hand.</summary>
    /// <returns>Pairs that may be divided; where there is none, the nearest miss.</returns>
    public (IReadOnlyList<Comparison> Allowed, Comparison? NearestMiss) Judge(IReadOnlyList<Observation> numerators, IReadOnlyList<Observation> denominators)
    {
        var pairs = numerators.SelectMany(_ => denominators, _normalizer.Rules.Compare).ToList();
        var allowed = WithoutNeedlessConversions(pairs.Where(IsAllowed));
        return (allowed, allowed.Count > 0 ? null : pairs.MaxBy(_normalizer.Rules.SpecificityOf));
    }

    /// <summary>Of <paramref name="pairs"/> one a task, by <see cref="ComparisonRules.Preference"/>.</summary>
    public IReadOnlyList<Comparison> BestOfEachTask(IEnumerable<Comparison> pairs) =>
        [.. pairs.GroupBy(TaskOf).Select(task => task.MinBy(ComparisonRules.Preference)!)];

    /// <summary>Figures of the numerators that have no pair at all: each with its nearest miss.</summary>
    public IReadOnlyList<Comparison> NearestMisses(IReadOnlyCollection<VariantId> numerators, IReadOnlyCollection<VariantId> denominators) =>
    [
        .. from figure in Compare(Of(numerators), Of(denominators)).GroupBy(pair => pair.Numerator.Id)
           where !figure.Any(IsAllowed)
           select figure.MaxBy(_normalizer.Rules.SpecificityOf)!,
    ];

    /// <summary>Quantities that are published of the numerators alone, and of how many figures.</summary>
    public IReadOnlyDictionary<string, int> WithoutCounterpart(IReadOnlyCollection<VariantId> numerators, IReadOnlyCollection<VariantId> denominators)
    {
        var there = Of(denominators).Select(Group).ToHashSet();
        return Of(numerators).Where(figure => !there.Contains(Group(figure))).CountBy(figure => figure.Quantity.Name).ToDictionary();
    }

    /// <summary>What both sides agree on: pairs alike in it repeat one statement, whoever printed them.</summary>
    public static string TaskOf(Comparison pair)
    {
        var (mine, theirs) = (pair.Numerator, pair.Denominator);
        var fields = mine.Task.Where(field => theirs.Task.GetValueOrDefault(field.Key) == field.Value);
        return string.Join(
            '|',
            mine.Quantity.Name, mine.SiUnit, mine.Kind, mine.Kernel, mine.Count, theirs.Count, Both(mine.DType?.Input, theirs.DType?.Input), Both(mine.Sparsity, theirs.Sparsity),
            Both(mine.UnitClass, theirs.UnitClass), string.Join(',', fields.Select(field => $"{field.Key}={field.Value}")));
    }

    /// <summary>Only figures of one quantity and kind of task can pair: the others are not even looked at.</summary>
    private IEnumerable<Comparison> Compare(IEnumerable<Observation> numerators, IEnumerable<Observation> denominators) =>
        numerators.Join(denominators, Group, Group, _normalizer.Rules.Compare);

    /// <summary>
    /// Drops a pair that needs a conversion where both its figures have a partner that needs fewer: bf16 is not set against
    /// fp16 where both sides print both.
    /// </summary>
    private static IReadOnlyList<Comparison> WithoutNeedlessConversions(IEnumerable<Comparison> allowed)
    {
        var pairs = allowed.Select(pair => (Pair: pair, Conversions: pair.Count(RulingKind.Convert))).ToList();
        var fewestAbove = Fewest(pairs.Select(pair => (pair.Pair.Numerator.Id, pair.Conversions)));
        var fewestBelow = Fewest(pairs.Select(pair => (pair.Pair.Denominator.Id, pair.Conversions)));
        return
        [
            .. from pair in pairs
               where pair.Conversions == fewestAbove[pair.Pair.Numerator.Id] || pair.Conversions == fewestBelow[pair.Pair.Denominator.Id]
               select pair.Pair,
        ];
    }

    private static Dictionary<string, int> Fewest(IEnumerable<(string Id, int Conversions)> sides) =>
        sides.GroupBy(side => side.Id).ToDictionary(figure => figure.Key, figure => figure.Min(side => side.Conversions));

    private static bool IsAllowed(Comparison pair) => pair.Verdict != Verdict.Incomparable;

    private IEnumerable<Observation> Of(IEnumerable<VariantId> variants) => variants.Distinct().SelectMany(variant => _byVariant[variant]);

    private static (string Quantity, string Kind) Group(Observation figure) => (figure.Quantity.Name, figure.Kind);

    private static string? Both(string? mine, string? theirs) => mine == theirs ? mine : string.Join('/', new[] { mine, theirs }.Order(StringComparer.Ordinal));
}
