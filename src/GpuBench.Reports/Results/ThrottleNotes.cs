using System.Globalization;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Results;
using GpuBench.Measuring.Trials;

namespace GpuBench.Reports.Results;

/// <summary>
/// Marks values that were measured with reduced clocks. A table has at most two footnotes: one of rows with a slowdown that protects the
/// hardware, one of the other marked rows.
/// </summary>
/// <param name="footnotes">The footnotes of the table. They receive the sentences.</param>
/// <param name="rows">All rows of the table. Suspect ones are not marked, because the table does not show their values.</param>
internal sealed class ThrottleNotes(Footnotes footnotes, IEnumerable<ResultRow> rows)
{
    private readonly ILookup<bool, ResultRow> _throttled = rows
        .Where(row => row.Status == TrialStatus.Ok && ThrottledRound.Of(row.Rounds).Count > 0)
        .ToLookup(HasSlowdown);

    private readonly Dictionary<bool, string> _sentences = [];

    /// <param name="row">One of the table that is not suspect.</param>
    /// <returns>Its mark; empty if no round had reduced clocks.</returns>
    public string MarkOf(ResultRow row)
    {
        if (ThrottledRound.Of(row.Rounds).Count == 0)
            return "";
        var hasSlowdown = HasSlowdown(row);
        if (!_sentences.TryGetValue(hasSlowdown, out var sentence))
            _sentences[hasSlowdown] = sentence = Sentence([.. _throttled[hasSlowdown]], hasSlowdown);
        return footnotes.MarkOf(sentence);
    }

    private static bool HasSlowdown(ResultRow row) =>
        ThrottledRound.Of(row.Rounds).Any(round => round.Reasons.Any(ThrottleReason.IsSlowdown));

    /// <summary>E.g. <c>measured with reduced clocks in 3 of 10 rounds of these 2 rows: power cap in 3, sync boost in 1.</c></summary>
    private static string Sentence(List<ResultRow> rows, bool hasSlowdown)
    {
        var rounds = rows.SelectMany(row => ThrottledRound.Of(row.Rounds)).ToList();
        var reasons = rounds.SelectMany(round => round.Reasons).CountBy(reason => reason)
            .OrderByDescending(reason => reason.Value).ThenBy(reason => reason.Key, StringComparer.Ordinal)
            .Select(reason => reason.Value == rounds.Count ? Text(reason.Key) : string.Create(
                CultureInfo.InvariantCulture, $"{Text(reason.Key)} in {reason.Value}"));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"measured with reduced clocks in {rounds.Count} of {rows.Sum(row => row.Rounds.Count)} rounds of "
            + $"{(rows.Count == 1 ? "this row" : $"these {rows.Count} rows")}: {string.Join(", ", reasons)}.")
            + (hasSlowdown ? " A slowdown protects the hardware: check cooling and power supply." : "");
    }

    private static string Text(string reason) => reason switch
    {
        ThrottleReason.PowerCap => "power cap",
        ThrottleReason.SyncBoost => "sync boost",
        ThrottleReason.Thermal => "thermal slowdown",
        ThrottleReason.HardwareThermal => "thermal slowdown by hardware",
        ThrottleReason.HardwareSlowdown => "hardware slowdown",
        ThrottleReason.PowerBrake => "power brake",
        _ => reason,
    };
}
