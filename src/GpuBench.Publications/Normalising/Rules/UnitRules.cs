namespace GpuBench.Publications.Normalising.Rules;

/// <summary>
/// Which hardware unit did the work. Across units no ratio speaks of silicon: a job done is still a job done, but two nominal
/// peaks of different units are not divided at all.
/// </summary>
public sealed class UnitRule : IComparisonRule
{
    public string Name => "unit";

    public int Specificity => 12;

    public Ruling? Judge(Observation numerator, Observation denominator)
    {
        var (mine, theirs) = (numerator.UnitClass, denominator.UnitClass);
        var known = mine != "unknown" && theirs != "unknown";
        if (mine == theirs && known)
            return mine == "mixed" ? new(RulingKind.Note, "whole models") { TaskOnly = true } : null;
        if (numerator.Quantity.IsNominal)
            return Ruling.Refuse($"unit class: {mine ?? "none"} against {theirs ?? "none"}");
        return known
            ? new(RulingKind.Note, $"no unit ratio: {mine ?? "none"} against {theirs ?? "none"}") { TaskOnly = true }
            : Ruling.Unknown("unit class") with { TaskOnly = true };
    }
}

/// <summary>A nominal peak is not an achieved rate, and a time is not a throughput.</summary>
public sealed class QuantityRule : IComparisonRule
{
    public string Name => "quantity";

    public int Specificity => 0;

    public Ruling? Judge(Observation numerator, Observation denominator) =>
        numerator.Quantity.Name != denominator.Quantity.Name
            ? Ruling.Refuse($"quantity: {numerator.Quantity.Name} against {denominator.Quantity.Name}")
        : numerator.SiUnit != denominator.SiUnit
            ? Ruling.Refuse($"unit: {numerator.SiUnit} against {denominator.SiUnit}")
        : null;
}
