namespace GpuBench.Publications.Normalising.Rules;

/// <summary>
/// Streams and links move bytes: the operation, the engine and what is counted must agree. Sizes and element types are
/// <see cref="ElementsRule"/>'s.
/// </summary>
public sealed class StreamRule : IComparisonRule
{
    /// <summary>Reads and writes, or one of them: a factor of two, too much to leave unknown.</summary>
    private const string Counting = "counting";

    /// <summary>How much is moved, in the words of several sources.</summary>
    public static IReadOnlyList<string> Sizes { get; } = ["arrayBytes", "bytes", "elements"];

    public string Name => "stream";

    public static bool Applies(Observation side) => side.Kind is "stream" or "link";

    public Ruling? Judge(Observation numerator, Observation denominator)
    {
        if (!Applies(numerator) || !Applies(denominator))
            return null;
        var unknown = new List<string>();
        foreach (var field in numerator.Task.Keys.Union(denominator.Task.Keys).Except(Sizes))
        {
            var (mine, theirs) = (Word(numerator, field), Word(denominator, field));
            if (mine is null || theirs is null)
                unknown.Add(field);
            else if (mine != theirs)
                return Ruling.Refuse($"{field}: {mine} against {theirs}");
        }
        return unknown.Contains("op") ? Ruling.Refuse("the operation is not stated")
            : unknown.Contains(Counting) || (numerator.Kind == "stream" && !numerator.Task.ContainsKey(Counting))
                ? Ruling.Refuse("what is counted is not stated: reads, or reads and writes")
            : unknown.Count > 0 ? Ruling.Unknown(string.Join(", ", unknown))
            : null;
    }

    private static string? Word(Observation side, string field) =>
        side.Task.GetValueOrDefault(field) is { } word && word != "unstated" ? word : null;
}
