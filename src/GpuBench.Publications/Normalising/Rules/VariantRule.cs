namespace GpuBench.Publications.Normalising.Rules;

/// <summary>A figure that does not name its variant may be of any: its ratios are ranges.</summary>
public sealed class VariantRule : IComparisonRule
{
    public string Name => "variant";

    public Ruling? Judge(Observation numerator, Observation denominator) =>
        numerator.Variant is { IsUnstated: true } || denominator.Variant is { IsUnstated: true }
            ? Ruling.Unknown("variant") with { RangeOnly = true }
            : null;
}
