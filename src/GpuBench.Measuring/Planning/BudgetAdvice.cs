using System.Globalization;
using GpuBench.Measuring.Rounds;
using GpuBench.Measuring.Workloads;

namespace GpuBench.Measuring.Planning;

/// <summary>Says which budget would do, as the option that a user types.</summary>
/// <param name="suite">Its rounds have an upper length, whatever the budget.</param>
/// <param name="runBudgetSeconds">Of the whole run; null: no limit.</param>
/// <param name="shareOfRun">Share of more time that the trials in question would get; the rest goes to other devices and stretches.</param>
public sealed class BudgetAdvice(Suite suite, double? runBudgetSeconds, double shareOfRun)
{
    /// <summary>Costs are expected ones, and often too low.</summary>
    private const double Caution = 1.25;

    private const double Minute = 60;
    private const double Hour = 3600;

    /// <summary>Where trials lack time.</summary>
    /// <param name="missingSeconds">By which the time was too short; null: their cost is unknown, as nothing was measured.</param>
    public string ForTime(double? missingSeconds) => runBudgetSeconds is not { } budget ? "raise --budget"
        : missingSeconds is { } missing ? $"raise --budget to {Option(budget + (Caution * missing / shareOfRun))}"
        : $"raise --budget; what it would cost is unknown, as nothing was measured: try {Option(2 * budget)}";

    /// <summary>Where a launch takes too long for its rounds.</summary>
    /// <param name="neededSeconds">Length of a round that would do.</param>
    /// <param name="roundSeconds">Length that it had.</param>
    /// <param name="roundCount">Rounds still to come, all of which would get longer.</param>
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

    /// <summary>Rounded up to what a person would type: whole tens of seconds, minutes, hours.</summary>
    public static string Option(double seconds) => seconds switch
    {
        <= 3 * Minute => Text(10 * Math.Ceiling(seconds / 10), 's'),
        <= 3 * Hour => Text(Math.Ceiling(seconds / Minute), 'm'),
        _ => Text(Math.Ceiling(seconds / Hour), 'h'),
    };

    private static string Text(double number, char unit) => string.Create(CultureInfo.InvariantCulture, $"{number:F0}{unit}");
}
