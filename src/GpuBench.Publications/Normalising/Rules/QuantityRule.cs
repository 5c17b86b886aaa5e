namespace GpuBench.Publications.Normalising.Rules;

/// <summary>A nominal peak is not an achieved rate, and a time is not a throughput.</summary>
public sealed class QuantityRule : IComparisonRule
{
    public string Name => "quantity";

    public Ruling? Judge(Observation numerator, Observation denominator) =>
        numerator.Quantity.Name != denominator.Quantity.Name
            ? Ruling.Refuse($"quantity: {numerator.Quantity.Name} against {denominator.Quantity.Name}")
        : numerator.SiUnit != denominator.SiUnit
            ? Ruling.Refuse($"unit: {numerator.SiUnit} against {denominator.SiUnit}")
        : null;
}
