using System.Globalization;
using GpuBench.Measuring.Rounds;
using GpuBench.Measuring.Workloads;

namespace GpuBench.Measuring.Planning;

/// <summary>Recommends a sufficient budget as a command-line option.</summary>
/// <param name="suite">Limits the length of rounds, for every budget.</param>
/// <param name="runBudgetSeconds">Budget of the whole run; null: no limit.</param>
/// <param name="shareOfRun">Share of additional time that these trials would get; the rest goes to other devices and passes.</param>
public sealed class BudgetAdvice(Suite suite, double? runBudgetSeconds, double shareOfRun)
{
    /// <summary>Chosen: a quarter more, because expected costs are often too low.</summary>
    private const double Caution = 1.25;

    private const double Minute = 60;
    private const double Hour = 3600;

    /// <summary>Advice for trials that lack time.</summary>
    /// <param name="missingSeconds">Missing time; null: the cost is unknown, because nothing was measured.</param>
    public string ForTime(double? missingSeconds) => runBudgetSeconds is not { } budget ? "raise --budget"
        : missingSeconds is { } missing ? $"raise --budget to {Option(budget + (Caution * missing / shareOfRun))}"
        : $"raise --budget; the cost is unknown because nothing was measured: try {Option(2 * budget)}";

    /// <summary>Advice for a launch that takes too long for its rounds.</summary>
    /// <param name="neededSeconds">Sufficient length of a round.</param>
    /// <param name="roundSeconds">Present length of a round.</param>
    /// <param name="roundCount">Remaining rounds, which all get longer.</param>
    public string ForRounds(double neededSeconds, double roundSeconds, int roundCount)
    {
        var longEnough = Enum.GetValues<Suite>().Where(s => s >= suite && SuiteSettings.Of(s).RoundSeconds >= neededSeconds).ToList();
        if (longEnough.Count == 0)
            return $"choose a smaller point: no suite has rounds of {RoundPlan.Seconds(neededSeconds)}";
        var other = longEnough[0] == suite ? "" : $"--suite {EnumText.Text(longEnough[0])}";
        if (runBudgetSeconds is not { } budget)
            return other == "" ? "choose a smaller point" : $"choose {other} or a smaller point";
        var enough = Option(budget + (Caution * Math.Max(0, neededSeconds - roundSeconds) * Math.Max(1, roundCount) / shareOfRun));
        return other == ""
            ? $"raise --budget to {enough}, or choose a smaller point"
            : $"choose {other} --budget {enough}, or a smaller point";
    }

    /// <summary>Rounds up to tens of seconds, to minutes or to hours.</summary>
    public static string Option(double seconds) => seconds switch
    {
        <= 3 * Minute => Text(10 * Math.Ceiling(seconds / 10), 's'),
        <= 3 * Hour => Text(Math.Ceiling(seconds / Minute), 'm'),
        _ => Text(Math.Ceiling(seconds / Hour), 'h'),
    };

    private static string Text(double number, char unit) => string.Create(CultureInfo.InvariantCulture, $"{number:F0}{unit}");
}
