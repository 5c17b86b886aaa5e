namespace GpuBench.Publications.Normalising.Rules;

/// <summary>What is only known to be reached or passed bounds the ratio from one side; on both sides it says nothing.</summary>
public sealed class BoundRule : IComparisonRule
{
    public string Name => "bound";

    public int Specificity => 17;

    public Ruling? Judge(Observation numerator, Observation denominator)
    {
        // For times, "at least as good" in the numerator still raises the ratio.
        var (mine, theirs) = (numerator.IsLowerBound, denominator.IsLowerBound);
        return (mine, theirs) switch
        {
            (true, true) => Ruling.Refuse("both sides are lower bounds"),
            (true, false) => new(RulingKind.AtLeast, Why(numerator)),
            (false, true) => new(RulingKind.AtMost, Why(denominator)),
            _ => null,
        };
    }

    private static string Why(Observation side) => side.IsMeasuredHere
        ? "our own kernel, which need not be the device's best"
        : "printed as a lower bound";
}

/// <summary>Recalled figures, and figures whose source leaves out what a repetition needs, are never divided.</summary>
public sealed class UsableRule : IComparisonRule
{
    public string Name => "unusable";

    public int Specificity => 1;

    public Ruling? Judge(Observation numerator, Observation denominator) =>
        (numerator.Unusable ?? denominator.Unusable) is { } why ? Ruling.Refuse(why) : null;
}
