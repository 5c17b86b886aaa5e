using System.Globalization;

namespace GpuBench.Measuring.Results;

/// <summary>Computes the cost of a launch again from the rounds of a row.</summary>
internal static class LaunchCostCheck
{
    /// <returns>The first difference, in words. Null: there is none, or the file does not have the cost, as older ones.</returns>
    public static string? Of(ResultRow row)
    {
        if (row.LaunchCost is not { } stored)
            return null;
        var computed = LaunchCost.Of(row) ?? new();
        return Differs("p50Seconds", stored.P50Seconds, computed.P50Seconds)
            ?? Differs("p95Seconds", stored.P95Seconds, computed.P95Seconds)
            ?? Differs("p99Seconds", stored.P99Seconds, computed.P99Seconds)
            ?? Differs("hostSeconds", stored.HostSeconds, computed.HostSeconds)
            ?? Differs("enqueueSeconds", stored.EnqueueSeconds, computed.EnqueueSeconds)
            ?? Differs("joules", stored.Joules, computed.Joules)
            ?? Differs("joulesPerToken", stored.JoulesPerToken, computed.JoulesPerToken)
            ?? Differs("peakMemoryBytes", stored.PeakMemoryBytes, computed.PeakMemoryBytes)
            ?? Differs("kernels", stored.Kernels, computed.Kernels);
    }

    private static string? Differs(string name, double? stored, double? computed) => RowFaults.Same(computed, stored)
        ? null
        : string.Create(
            CultureInfo.InvariantCulture, $"its launchCost.{name} is {Text(stored)}, but its rounds give {Text(computed)}");

    private static string Text(double? value) => value?.ToString("R", CultureInfo.InvariantCulture) ?? "null";
}
