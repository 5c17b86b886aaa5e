using GpuBench.Measuring;
using GpuBench.Publications.Normalising.Rules;
using GpuBench.Reports.Formatting;

namespace GpuBench.Reports.Figures;

/// <summary>The words for verdicts of published pairs.</summary>
internal static class VerdictWords
{
    /// <summary>Every verdict of the pairs, the worst first.</summary>
    public static string Of(IEnumerable<Comparison> pairs) =>
        string.Join(", ", pairs.Select(pair => pair.Verdict).Distinct().OrderDescending().Select(verdict => verdict.Text()));

    /// <summary>A sentence that explains the verdicts that occur; empty if there is none.</summary>
    public static string Legend(IEnumerable<Comparison> pairs) => VerdictText.LegendOfWords(pairs.Select(pair => pair.Verdict.Text()));
}
