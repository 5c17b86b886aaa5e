using System.Text.Json.Nodes;

namespace GpuBench.Tests.CommandLine;

/// <summary>
/// On a machine that has no time for it, a trial is skipped with the arithmetic: that is what a user is promised, and no fault. Tests that
/// look at rows excuse such a row, and no other.
/// </summary>
internal static class BusyMachine
{
    /// <summary>Nothing is left out because the run as a whole took long.</summary>
    public const string Budget = "4h";

    public static bool Excuses(JsonNode? row) =>
        Text(row, "status") == "skipped"
        && (Text(row, "reason").Contains("raise --budget", StringComparison.Ordinal)
            || Text(row, "reason").Contains("do not fit a round of", StringComparison.Ordinal));

    private static string Text(JsonNode? row, string field) => row![field]?.GetValue<string>() ?? "";
}
