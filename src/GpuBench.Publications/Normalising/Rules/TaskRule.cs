namespace GpuBench.Publications.Normalising.Rules;

/// <summary>The same job: kind and every field of its shape. Streams and links have a rule of their own.</summary>
public sealed class TaskRule : IComparisonRule
{
    private const string Unstated = "unstated";

    /// <summary>Of a link: one way or both at once is a factor of two, too much to leave unknown.</summary>
    private const string Direction = "direction";

    public string Name => "shape";

    public Ruling? Judge(Observation numerator, Observation denominator)
    {
        if (numerator.Kind != denominator.Kind)
            return Ruling.Refuse($"task: {Kind(numerator)} against {Kind(denominator)}");
        if (StreamRule.Applies(numerator))
            return null;
        var (unknown, differences) = (new List<string>(), new List<string>());
        foreach (var field in numerator.Task.Keys.Union(denominator.Task.Keys).Order(StringComparer.Ordinal))
        {
            if (HeadsRule.Owns(field, numerator))
                continue;
            var (mine, theirs) = (numerator.Task.GetValueOrDefault(field), denominator.Task.GetValueOrDefault(field));
            if (field != Direction && (mine == Unstated || theirs == Unstated))
                unknown.Add(field);
            else if (mine != theirs || mine == Unstated)
                differences.Add($"{field} {mine ?? "none"} against {theirs ?? "none"}");
        }
        return differences.Count > 0 ? Ruling.Refuse(string.Join(", ", differences))
            : unknown.Count > 0 ? Ruling.Unknown(string.Join(", ", unknown))
            : null;
    }

    private static string Kind(Observation side) => side.Kind.Length == 0 ? "a nominal figure" : side.Kind;
}
