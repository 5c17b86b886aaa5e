using System.Globalization;
using GpuBench.Measuring.Statistics;

namespace GpuBench.Reports.Comparing;

/// <summary>Whether a re-run under the same conditions became slower.</summary>
/// <param name="threshold">The share by which a value must differ to count, e.g. 0.1.</param>
internal sealed class RowJudge(double threshold)
{
    /// <summary>Two say too little about the scatter between rounds.</summary>
    private const int FewestRounds = 3;

    /// <param name="ratio">Later over first, of rates: more is better.</param>
    /// <param name="expected">Where the ratio of an unchanged re-run is expected; null: nothing is known about re-runs.</param>
    public (RowVerdict Verdict, string? Why) Of(double ratio, Interval? expected, int firstRounds)
    {
        if (expected is not { } range || firstRounds < FewestRounds)
            return (RowVerdict.Undecided, string.Create(
                CultureInfo.InvariantCulture, $"first run: {firstRounds} of the {FewestRounds} rounds needed"));
        var small = new Interval(1 - threshold, 1 + threshold);
        if (!range.Contains(ratio))
            return (small.Contains(ratio) ? RowVerdict.Unchanged : ratio < 1 ? RowVerdict.Slower : RowVerdict.Faster, null);
        return small.Contains(range.Low) && small.Contains(range.High)
            ? (RowVerdict.Unchanged, null)
            : (RowVerdict.Undecided, null);
    }
}
