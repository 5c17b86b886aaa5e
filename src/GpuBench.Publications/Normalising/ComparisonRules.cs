using GpuBench.Measuring.Statistics;
using GpuBench.Publications.Normalising.Rules;

namespace GpuBench.Publications.Normalising;

/// <summary>The rules that every pair of numbers must pass, cheapest refusals first.</summary>
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

    /// <summary>How near a refused pair came: the later the rule that refused, the nearer the miss.</summary>
    public int RulesPassed(Comparison refused) => All.Index().First(rule => rule.Item.Name == refused.Rulings[^1].Rule).Index;
}
