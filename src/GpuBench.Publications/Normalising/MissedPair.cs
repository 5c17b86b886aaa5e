using GpuBench.Publications.Normalising.Rules;

namespace GpuBench.Publications.Normalising;

/// <summary>Two figures that are not divided, with what they have in common and what prevents a ratio.</summary>
/// <param name="Same">The model or operation that both sides share, e.g. <c>Qwen3-30B-A3B</c>; null if they differ.</param>
/// <param name="Differs">Every condition that both sides state differently, e.g. <c>dataset sharegpt ÷ random</c>.</param>
/// <param name="OneSided">Fields of the task that only one side states.</param>
public sealed record MissedPair(Comparison Pair, string? Same, IReadOnlyList<string> Differs, IReadOnlyList<string> OneSided)
{
    /// <summary>Weight of a stated difference, against 1 for a field that one side does not state.</summary>
    private const int Stated = 2;

    /// <summary>Fields that say what is computed. A pair of one model is nearer than any pair of two models.</summary>
    private static readonly string[] Identity = ["model", "benchmark", "op"];

    /// <summary>
    /// Order of misses, the nearest first: figures that may be divided at all; the same model; the fewest conditions that prevent a
    /// ratio.
    /// </summary>
    public (bool IsUnusable, bool IsOther, int Weight) Distance =>
        (IsUnusable, Same is null && HasIdentity, (Stated * Differs.Count) + OneSided.Count);

    private bool IsUnusable => (Pair.Numerator.Unusable ?? Pair.Denominator.Unusable) is not null;

    private bool HasIdentity => Identity.Any(name => (Pair.Numerator.Word(name) ?? Pair.Denominator.Word(name)) is not null);

    /// <param name="pair">A refused pair.</param>
    public static MissedPair Of(Comparison pair, ComparisonRules rules)
    {
        var (mine, theirs) = (pair.Numerator, pair.Denominator);
        var (differs, oneSided) = (new List<string>(), new List<string>());
        foreach (var field in mine.Task.Keys.Union(theirs.Task.Keys).Order(StringComparer.Ordinal))
        {
            if (mine.Word(field) is { } above and not TaskFields.Unstated && theirs.Word(field) is { } below and not TaskFields.Unstated)
            {
                if (above != below)
                    differs.Add($"{field} {above} ÷ {below}");
            }
            else
            {
                oneSided.Add(field);
            }
        }
        differs.AddRange(
            from rule in rules.All
            where rule is not (TaskRule or StreamRule)
            let ruling = rule.Judge(mine, theirs)
            where ruling is { Kind: RulingKind.Refuse }
            select ruling.Why);
        // A rule on tasks may object to fields that are equal, such as an operation that neither side states.
        if (differs.Count + oneSided.Count == 0)
            differs.Add(pair.Why);
        return new(pair, SameOf(mine, theirs), differs, oneSided);
    }

    private static string? SameOf(Observation mine, Observation theirs)
    {
        var same = Identity.Where(field => mine.Word(field) is { } word and not TaskFields.Unstated && word == theirs.Word(field))
            .Select(field => mine.Word(field)).ToList();
        return same.Count == 0 ? null : string.Join(' ', same);
    }
}
