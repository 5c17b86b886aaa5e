namespace GpuBench.Publications.Normalising.Rules;

/// <summary>Recalled figures, and figures whose source leaves out what a repetition needs, are never divided.</summary>
public sealed class UsableRule : IComparisonRule
{
    public string Name => "unusable";

    public Ruling? Judge(Observation numerator, Observation denominator) =>
        (numerator.Unusable ?? denominator.Unusable) is { } why ? Ruling.Refuse(why) : null;
}
