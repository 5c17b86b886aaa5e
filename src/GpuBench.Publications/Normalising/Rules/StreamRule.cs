namespace GpuBench.Publications.Normalising.Rules;

/// <summary>
/// Streams and links move bytes: the operation, the direction and the engine must agree, while element type and size may
/// differ as long as arrays are larger than any cache, which both sides' harnesses see to. What is counted must agree, too.
/// </summary>
public sealed class StreamRule : IComparisonRule
{
    private static readonly string[] Sizes = ["arrayBytes", "bytes", "elements"];

    public string Name => "stream";

    public static bool Applies(Observation side) => side.Kind is "stream" or "link";

    public Ruling? Judge(Observation numerator, Observation denominator)
    {
        if (!Applies(numerator) || !Applies(denominator))
            return null;
        Ruling? softest = null;
        foreach (var field in numerator.Task.Keys.Union(denominator.Task.Keys).Except(Sizes))
        {
            var (mine, theirs) = (Word(numerator, field), Word(denominator, field));
            if (mine is null || theirs is null)
                softest = field == "op" ? Ruling.Refuse("op is not stated") : Ruling.Unknown(field);
            else if (mine != theirs)
                return Ruling.Refuse($"{field}: {mine} against {theirs}");
            if (softest is { Kind: RulingKind.Refuse })
                return softest;
        }
        return softest ?? SizeOrType(numerator, denominator);
    }

    private static Ruling? SizeOrType(Observation numerator, Observation denominator) =>
        numerator.DType?.Input is { } mine && denominator.DType?.Input is { } theirs && mine != theirs
            ? Ruling.Convert($"elements: {mine} against {theirs}, arrays larger than the cache")
        : Sizes.Any(size => numerator.Task.GetValueOrDefault(size) != denominator.Task.GetValueOrDefault(size))
            ? Ruling.Convert("array sizes differ, both larger than the cache")
        : null;

    private static string? Word(Observation side, string field) =>
        side.Task.GetValueOrDefault(field) is { } word && word != "unstated" ? word : null;
}
