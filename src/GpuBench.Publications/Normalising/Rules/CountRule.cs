namespace GpuBench.Publications.Normalising.Rules;

/// <summary>How many devices a value is for. Rates of devices working side by side are brought to one device.</summary>
public sealed class CountRule : IComparisonRule
{
    public string Name => "count";

    public Ruling? Judge(Observation numerator, Observation denominator) =>
        numerator.Count == denominator.Count ? null
        : numerator.Quantity.DividesByCount && !IsPerDevice(numerator) && !IsPerDevice(denominator)
            ? Ruling.Convert($"{numerator.Count} against {denominator.Count} devices, to one each", (double)denominator.Count / numerator.Count)
        : Ruling.Refuse($"count: {numerator.Count} against {denominator.Count} devices");

    /// <summary>A rate per user or device is already one.</summary>
    private static bool IsPerDevice(Observation side) => side.Task.ContainsKey("per");
}
