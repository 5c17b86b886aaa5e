namespace GpuBench.Publications.Normalising.Rules;

/// <summary>The same job: kind and every field of its shape. Streams and links have a rule of their own.</summary>
public sealed class TaskRule : IComparisonRule
{
    private const string Unstated = "unstated";

    public string Name => "task";

    public Ruling? Judge(Observation numerator, Observation denominator)
    {
        if (numerator.Kind != denominator.Kind)
            return Ruling.Refuse($"task: {Kind(numerator)} against {Kind(denominator)}");
        if (StreamRule.Applies(numerator))
            return null;
        Ruling? unknown = null;
        foreach (var field in numerator.Task.Keys.Union(denominator.Task.Keys))
        {
            if (HeadsRule.Owns(field, numerator))
                continue;
            var (mine, theirs) = (numerator.Task.GetValueOrDefault(field), denominator.Task.GetValueOrDefault(field));
            if (mine == theirs)
            {
                if (mine == Unstated)
                    unknown ??= Ruling.Unknown(field);
                continue;
            }
            if (mine == Unstated || theirs == Unstated)
                unknown ??= Ruling.Unknown(field);
            else
                return Ruling.Refuse($"{field}: {mine ?? "none"} against {theirs ?? "none"}");
        }
        return unknown;
    }

    private static string Kind(Observation side) => side.Kind.Length == 0 ? "a nominal figure" : side.Kind;
}
