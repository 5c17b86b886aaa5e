using GpuBench.Measuring.Statistics;

namespace GpuBench.Publications.Normalising.Rules;

/// <summary>The rules that every pair of numbers must pass, in the order in which they are asked: cheap ones first.</summary>
public sealed class ComparisonRules(Interval halfSpread)
{
    public IReadOnlyList<IComparisonRule> All { get; } =
    [
        new QuantityRule(),
        new UsableRule(),
        new MlPerfRule(),
        new TaskRule(),
        new StreamRule(),
        new ElementsRule(),
        new HeadsRule(),
        new DTypeRule(halfSpread),
        new SparsityRule(),
        new KernelRule(),
        new ConventionRule(),
        new CountRule(),
        new UnitRule(),
        new ProgramRule(),
        new CacheRule(),
        new StatisticRule(),
        new RegimeRule(),
        new BoundRule(),
        new VariantRule(),
    ];

    /// <summary>Ends at the first refusal: what follows it does not matter any more.</summary>
    public Comparison Compare(Observation numerator, Observation denominator)
    {
        var rulings = new List<Ruling>();
        foreach (var rule in All)
        {
            if (rule.Judge(numerator, denominator) is not { } word)
                continue;
            var ruling = word with { Rule = rule.Name };
            if (ruling.Kind == RulingKind.Refuse)
                return new(numerator, denominator, [ruling]);
            rulings.Add(ruling);
        }
        return new(numerator, denominator, rulings);
    }

    /// <summary>How near a refused pair came to a ratio.</summary>
    public int SpecificityOf(Comparison refused) => All.First(rule => rule.Name == refused.Rulings[^1].Rule).Specificity;

    /// <summary>
    /// The pair to show of several that say the same, the smallest first: both variants stated; fewest conversions; for attention
    /// measured here the fastest published kernel; what is best known about the method; figures preferred where sources disagree;
    /// the best sources.
    /// </summary>
    public static (bool, int, double, int, int, int) Preference(Comparison pair) =>
    (
        pair.IsRangeOnly,
        pair.Count(RulingKind.Convert),
        pair.Numerator.IsMeasuredHere && pair.Denominator.HasHeads ? -pair.Denominator.Value : 0,
        pair.Count(RulingKind.Unknown),
        (pair.Numerator.IsDispreferred ? 1 : 0) + (pair.Denominator.IsDispreferred ? 1 : 0),
        pair.Numerator.Tier + pair.Denominator.Tier
    );
}

/// <summary>One thing that must agree, or be brought to agree, before two numbers are divided.</summary>
public interface IComparisonRule
{
    /// <summary>E.g. <c>sparsity</c>.</summary>
    string Name { get; }

    /// <summary>How much a pair has in common that this rule refuses: the higher, the nearer the miss. No two rules have the same.</summary>
    int Specificity { get; }

    /// <summary>Pure. Null: nothing to object.</summary>
    Ruling? Judge(Observation numerator, Observation denominator);
}
