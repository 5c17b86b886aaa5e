namespace GpuBench.Publications.Figures;

/// <summary>Suggestions for a word that does not exist.</summary>
public static class NearestWords
{
    /// <returns>
    /// Words that contain <paramref name="text"/> first, then those that share the most parts between hyphens, then those at the
    /// smallest edit distance.
    /// </returns>
    public static IReadOnlyList<string> To(string text, IEnumerable<string> words, int count) =>
    [
        .. words.Distinct()
            .OrderByDescending(word => word.Contains(text, StringComparison.OrdinalIgnoreCase))
            .ThenByDescending(word => PartsShared(text, word))
            .ThenBy(word => Distance(text, word))
            .ThenBy(word => word, StringComparer.Ordinal)
            .Take(count),
    ];

    private static int PartsShared(string text, string word) =>
        text.Split('-').Intersect(word.Split('-'), StringComparer.OrdinalIgnoreCase).Count();

    /// <summary>Levenshtein distance: letters inserted, deleted or changed. It needs one row of the usual table.</summary>
    private static int Distance(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var changed = diagonal + (char.ToLowerInvariant(from[i - 1]) == char.ToLowerInvariant(to[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(changed, Math.Min(row[j - 1], row[j]) + 1);
            }
        }
        return row[^1];
    }
}
