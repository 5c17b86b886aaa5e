using GpuBench.Measuring;
using GpuBench.Publications.Normalising.Rules;
using GpuBench.Reports.Tables;

namespace GpuBench.Reports.Formatting;

/// <summary>One letter for each verdict, for narrow cells, and what it means.</summary>
public static class VerdictText
{
    /// <summary>The cell of a ratio that was refused.</summary>
    public const string NotDivided = "–";

    private const string UnknownLetter = "?";

    private static readonly (Verdict Verdict, string Letter, string Meaning)[] Words =
    [
        (Verdict.Like, "l", "like"),
        (Verdict.Differs, "d", "differs"),
        (Verdict.Convertible, "c", "converted"),
        (Verdict.Range, "r", "range over unstated variants"),
        (Verdict.Bound, "b", "bound"),
        (Verdict.Peak, "p", "bound from nominal figures"),
        (Verdict.Scaled, "s", "scaled from another variant"),
        (Verdict.Modelled, "m", "modelled"),
        (Verdict.Incomparable, NotDivided, "not divided"),
    ];

    /// <param name="verdict">The word in a results document. One of a newer version gives a question mark.</param>
    public static string LetterOf(string verdict) =>
        Array.Find(Words, word => word.Verdict.Text() == verdict).Letter ?? UnknownLetter;

    /// <returns>The letters of these verdicts with their meanings, mildest first: <c>l like; b bound; – not divided</c>.</returns>
    public static string Legend(IEnumerable<string> verdicts)
    {
        var used = verdicts.ToHashSet();
        return string.Join("; ", Words.Where(word => used.Contains(word.Verdict.Text())).Select(word => $"{word.Letter} {word.Meaning}"));
    }

    /// <summary>A sentence that explains the words of these verdicts, mildest first; empty if there is none.</summary>
    public static string LegendOfWords(IEnumerable<string> verdicts)
    {
        var used = verdicts.ToHashSet();
        var meanings = Words.Where(word => used.Contains(word.Verdict.Text()))
            .Select(word => $"{word.Verdict.Text()}: {MeaningOf(word.Verdict)}").ToList();
        return meanings.Count == 0 ? "" : $"Verdicts. {string.Join("; ", meanings)}.";
    }

    private static string MeaningOf(Verdict verdict) => verdict switch
    {
        Verdict.Like => "no known difference",
        Verdict.Differs => "a known difference remains, which is named",
        Verdict.Convertible => "a known difference was removed by arithmetic, or is covered by a published spread",
        Verdict.Range => "a side does not name its variant, so only two ends are known",
        Verdict.Bound => "at least (≥) or at most (≤)",
        Verdict.Peak => "at least, against a nominal figure that no work exceeds",
        Verdict.Scaled => "one side was scaled from another variant by nominal peaks",
        Verdict.Modelled => "the time there is from a law learnt from published figures, with an interval of 90 % (≈)",
        _ => "not divided",
    };

    /// <summary>The tone of a narrow cell: equal work is good, a model needs a second look, an empty cell needs no attention.</summary>
    public static Tone ToneOf(string cell) => cell switch
    {
        NotDivided => Tone.Weak,
        _ when cell.EndsWith(" l", StringComparison.Ordinal) => Tone.Good,
        _ when cell[^Math.Min(2, cell.Length)..] is " s" or " p" or " m" => Tone.Special,
        _ => Tone.Plain,
    };
}
