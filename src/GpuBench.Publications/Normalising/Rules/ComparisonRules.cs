using GpuBench.Measuring.Statistics;

namespace GpuBench.Publications.Normalising.Rules;

/// <summary>The rules that judge every pair of numbers, in order; cheap rules first.</summary>
public sealed class ComparisonRules(Interval halfSpread)
{
    public IReadOnlyList<IComparisonRule> All { get; } =
    [
        new QuantityRule(),
        new UsableRule(),
        new MlPerfRule(),
        new TaskRule(),
        new StreamRule(),
        new MoverRule(),
        new ElementsRule(),
        new HeadsRule(),
        new ContextRule(),
        new DTypeRule(halfSpread),
        new QuantizationRule(),
        new SparsityRule(),
        new KernelRule(),
        new ConventionRule(),
        new TokensRule(),
        new CountRule(),
        new UnitRule(),
        new ProgramRule(),
        new PowerRule(),
        new CacheRule(),
        new StatisticRule(),
        new RegimeRule(),
        new TimingRule(),
        new BoundRule(),
        new VariantRule(),
    ];

    /// <summary>Stops at the first refusal.</summary>
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

    /// <summary>The specificity of the rule that refused the pair.</summary>
    public int SpecificityOf(Comparison refused) => All.First(rule => rule.Name == refused.Rulings[^1].Rule).Specificity;

    /// <summary>
    /// Order of pairs that make the same statement; the smallest is shown. In this order: both variants stated; fewest conversions; for
    /// attention measured here, the same kernel family, then the fastest published kernel; fewest differences that remain; fewest unknown
    /// conditions; preferred figures if sources disagree; the best sources.
    /// </summary>
    public static (bool, int, int, double, int, int, int, int) Preference(Comparison pair) =>
    (
        pair.IsRangeOnly,
        pair.Count(RulingKind.Convert),
        pair.Count(RulingKind.AtLeast),
        pair.Numerator.IsMeasuredHere && pair.Denominator.HasHeads ? -pair.Denominator.Value : 0,
        pair.Count(RulingKind.Differ),
        pair.Count(RulingKind.Unknown),
        (pair.Numerator.IsDispreferred ? 1 : 0) + (pair.Denominator.IsDispreferred ? 1 : 0),
        pair.Numerator.Tier + pair.Denominator.Tier
    );
}

/// <summary>A condition that must be equal on both sides, or be converted, before two numbers are divided.</summary>
public interface IComparisonRule
{
    /// <summary>E.g. <c>sparsity</c>.</summary>
    string Name { get; }

    /// <summary>How close a pair that this rule refuses is to a ratio; higher is closer. No two rules have the same.</summary>
    int Specificity { get; }

    /// <summary>Pure. Null if the rule has no objection.</summary>
    Ruling? Judge(Observation numerator, Observation denominator);
}
