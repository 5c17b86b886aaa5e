using System.Text.Json.Nodes;

namespace GpuBench.Tests.CommandLine;

/// <summary>
/// If a machine has no time for a trial, the run skips the trial, and the reason contains the arithmetic. Users are promised this
/// behaviour, so it is not a fault. Tests that check rows accept such a row and no other.
/// </summary>
internal static class BusyMachine
{
    /// <summary>So long that the total time of a run does not cause a trial to be skipped.</summary>
    public const string Budget = "4h";

    public static bool Excuses(JsonNode? row) =>
        Text(row, "status") == "skipped"
        && (Text(row, "reason").Contains("raise --budget", StringComparison.Ordinal)
            || Text(row, "reason").Contains("do not fit a round of", StringComparison.Ordinal));

    private static string Text(JsonNode? row, string field) => row![field]?.GetValue<string>() ?? "";
}
