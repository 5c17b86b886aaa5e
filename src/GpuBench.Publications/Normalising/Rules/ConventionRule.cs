namespace GpuBench.Publications.Normalising.Rules;

/// <summary>
/// How operations were counted. Conventions of attention differ by the share of the full square of queries and keys that they
/// count, so one is brought to the other exactly.
/// </summary>
public sealed class ConventionRule : IComparisonRule
{
    public string Name => "convention";

    public Ruling? Judge(Observation numerator, Observation denominator)
    {
        var (mine, theirs) = (numerator.Convention, denominator.Convention);
        if (mine == theirs)
            return mine == "unstated" ? Ruling.Unknown("FLOP convention") : null;
        if (numerator.Kind == "attention" && Share(numerator) is { } myShare && Share(denominator) is { } theirShare)
            return Ruling.Convert($"{mine} to {theirs}", theirShare / myShare);
        return mine is null or "unstated" || theirs is null or "unstated"
            ? Ruling.Unknown("FLOP convention")
            : Ruling.Refuse($"convention: {mine} against {theirs}");
    }

    /// <summary>Counted query-key pairs over all of them.</summary>
    private static double? Share(Observation side) => side.Convention switch
    {
        "full" => 1,
        "causal-half" => 0.5,
        "causal-exact" when Keys(side, "t") is { } t && Keys(side, "s") is { } s => (s - t + ((t + 1) / 2)) / s,
        _ => null,
    };

    private static double? Keys(Observation side, string axis) =>
        side.Task.TryGetValue(axis, out var word) && double.TryParse(word, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : null;
}
