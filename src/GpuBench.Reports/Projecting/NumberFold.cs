using System.Globalization;
using System.Text.RegularExpressions;

namespace GpuBench.Reports.Projecting;

/// <summary>Sentences that differ in their numbers only, as one sentence with the range of each number.</summary>
internal static partial class NumberFold
{
    /// <summary>A number that is no part of a name.</summary>
    [GeneratedRegex(@"(?<![\w.-])[0-9]+(\.[0-9]+)?(E[+-][0-9]+)?(?![\w-])", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Number { get; }

    /// <summary>The same for sentences that may be folded.</summary>
    public static string KeyOf(string sentence) => Number.Replace(sentence, "#");

    /// <param name="sentences">At least one, all with the same key.</param>
    /// <returns>E.g. <c>needs 86.5 … 141.2 GB of 80 GB</c>.</returns>
    public static string Of(IEnumerable<string> sentences)
    {
        var numbers = sentences.Distinct().Select(sentence => Number.Matches(sentence).Select(match => match.Value).ToList()).ToList();
        var at = 0;
        return Number.Replace(sentences.First(), _ =>
        {
            var range = Range(numbers.Select(words => words[at]));
            at++;
            return range;
        });
    }

    private static string Range(IEnumerable<string> words)
    {
        var sorted = words.OrderBy(word => double.Parse(word, CultureInfo.InvariantCulture)).ToList();
        return sorted[0] == sorted[^1] ? sorted[0] : $"{sorted[0]} … {sorted[^1]}";
    }
}
