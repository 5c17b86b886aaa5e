namespace GpuBench.Publications.Normalising.Rules;

/// <summary>
/// Element type and size of a stream or transfer. Bandwidth does not depend on them once arrays are larger than any cache,
/// which the harnesses of both sides see to.
/// </summary>
public sealed class ElementsRule : IComparisonRule
{
    public string Name => "elements";

    public Ruling? Judge(Observation numerator, Observation denominator)
    {
        if (!StreamRule.Applies(numerator) || !StreamRule.Applies(denominator))
            return null;
        var (mine, theirs) = (numerator.DType?.Input, denominator.DType?.Input);
        return mine is not null && theirs is not null && mine != theirs
                ? Ruling.Convert($"elements {mine} against {theirs}, in arrays larger than the cache")
            : StreamRule.Sizes.Any(size => numerator.Task.GetValueOrDefault(size) != denominator.Task.GetValueOrDefault(size))
                ? Ruling.Convert("sizes differ, both larger than the cache")
            : null;
    }
}
