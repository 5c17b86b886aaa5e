using GpuBench.Measuring;
using GpuBench.Publications.Normalising.Rules;

namespace GpuBench.Reports.Figures;

/// <summary>The words for verdicts of published pairs.</summary>
internal static class VerdictWords
{
    /// <summary>Every verdict of the pairs, the worst first.</summary>
    public static string Of(IEnumerable<Comparison> pairs) =>
        string.Join(", ", pairs.Select(pair => pair.Verdict).Distinct().OrderDescending().Select(verdict => verdict.Text()));

    /// <summary>A sentence that explains the verdicts that occur; empty if there is none.</summary>
    public static string Legend(IEnumerable<Comparison> pairs)
    {
        var meanings = pairs.Select(pair => pair.Verdict).Distinct().Order()
            .Select(verdict => $"{verdict.Text()}: {Meaning(verdict)}").ToList();
        return meanings.Count == 0 ? "" : $"Verdicts. {string.Join("; ", meanings)}.";
    }

    private static string Meaning(Verdict verdict) => verdict switch
    {
        Verdict.Like => "no known difference",
        Verdict.Differs => "a known difference remains, which the note names",
        Verdict.Convertible => "a known difference was removed by arithmetic, or is covered by a published spread",
        Verdict.Range => "a side does not name its variant, so only two ends are known",
        Verdict.Bound => "at least (≥) or at most (≤)",
        Verdict.Scaled => "one side was scaled from another variant by nominal peaks",
        _ => "not divided",
    };
}
