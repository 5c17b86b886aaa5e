using GpuBench.Publications.Normalising;

namespace GpuBench.Reports.Figures;

/// <summary>Why two figures are not divided, in words.</summary>
internal static class MissText
{
    /// <summary>Conditions that are listed. The csv and json formats have both figures with all their conditions.</summary>
    private const int Longest = 4;

    /// <returns>E.g. <c>same model Qwen3-30B-A3B; differs: dataset sharegpt ÷ random; one source is silent on prompts</c>.</returns>
    public static string Of(MissedPair miss)
    {
        string?[] parts =
        [
            miss.Same is { } same ? $"same {same}" : null,
            miss.Differs.Count > 0 ? $"differs: {List([.. miss.Differs.Where(why => !RepeatsField(why, miss))])}" : null,
            miss.OneSided.Count > 0 ? $"one source is silent on {List(miss.OneSided)}" : null,
        ];
        return string.Join("; ", parts.OfType<string>());
    }

    /// <summary>
    /// Whether a rule says what a field of the task says already: <c>size: 64 against 8 bytes</c> after <c>bytes 64 ÷ 8</c>.
    /// </summary>
    private static bool RepeatsField(string why, MissedPair miss) => miss.Pair.Numerator.Task.Any(field =>
        miss.Pair.Denominator.Task.TryGetValue(field.Key, out var theirs)
        && miss.Differs.Contains($"{field.Key} {field.Value} ÷ {theirs}")
        && $"{why} ".Contains($" {field.Value} against {theirs} ", StringComparison.Ordinal));

    private static string List(IReadOnlyList<string> words) => words.Count <= Longest
        ? string.Join(", ", words)
        : FormattableString.Invariant($"{string.Join(", ", words.Take(Longest - 1))} and {words.Count - Longest + 1} more");
}
