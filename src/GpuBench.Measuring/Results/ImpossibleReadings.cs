using System.Globalization;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Rounds;

namespace GpuBench.Measuring.Results;

/// <summary>Numbers of a row that no measurement gives, whatever the device: a file that was edited, or readings that are none.</summary>
internal static class ImpossibleReadings
{
    /// <summary>Ten times what any clock runs at: drivers say "not known" with numbers of all ones.</summary>
    private const double HighestHertz = 1e11;

    /// <returns>The first one, in words; null where every number is possible.</returns>
    public static string? Of(ResultRow row) => row.Rounds.Select(Of).Prepend(OfRow(row)).FirstOrDefault(reason => reason is not null);

    private static string? OfRow(ResultRow row) => First(
        NotPositive("median", row.Median),
        NotPositive("low", row.Low),
        NotPositive("high", row.High),
        NotPositive("predictLow", row.PredictLow),
        NotPositive("predictHigh", row.PredictHigh),
        NotPositive("medianSeconds", row.MedianSeconds),
        NotPositive("p95Seconds", row.P95Seconds),
        Outside("low … high", row.Median, row.Low, row.High),
        Outside("predictLow … predictHigh", row.Median, row.PredictLow, row.PredictHigh),
        NotPositive("its device's count", row.Device.Count),
        NotPositive("setCount", row.SetCount),
        NotPositive("the work that its rate counts", row.Median is null ? null : row.Work.Amount(row.ValueUnit)),
        Negative("noise", row.Noise),
        Negative("work.operationCount", row.Work.OperationCount),
        Negative("work.bytesRead", row.Work.BytesRead),
        Negative("work.bytesWritten", row.Work.BytesWritten),
        Negative("work.tokenCount", row.Work.TokenCount));

    private static string? Of(Round round) => In(round, First(
        NotPositive("a sample", round.SamplesSeconds.Count == 0 ? null : round.SamplesSeconds.Min()),
        NotPositive("launchesPerSample", round.LaunchesPerSample),
        NotPositive("hostSeconds", round.HostSeconds),
        Negative("wallSeconds", round.WallSeconds),
        Negative("preparationSeconds", round.PreparationSeconds),
        Negative("enqueueSeconds", round.EnqueueSeconds),
        Negative("peakMemoryBytes", round.PeakMemoryBytes),
        Of(round.TelemetryBefore),
        Of(round.TelemetryAfter)));

    private static string? Of(Telemetry? telemetry) => telemetry is null ? null : First(
        NotAClock("clockHertz", telemetry.ClockHertz),
        NotAClock("memoryClockHertz", telemetry.MemoryClockHertz),
        Negative("powerWatts", telemetry.PowerWatts),
        Negative("energyJoules", telemetry.EnergyJoules));

    private static string? In(Round round, string? reason) =>
        reason is null ? null : string.Create(CultureInfo.InvariantCulture, $"{reason} (round {round.Index})");

    private static string? First(params ReadOnlySpan<string?> reasons)
    {
        foreach (var reason in reasons)
            if (reason is not null)
                return reason;
        return null;
    }

    private static string? NotPositive(string name, double? value) => value <= 0 ? Is(name, value) : null;

    private static string? Negative(string name, double? value) => value < 0 ? Is(name, value) : null;

    private static string? NotAClock(string name, double? value) => value is <= 0 or > HighestHertz ? Is(name, value) : null;

    private static string? Outside(string interval, double? median, double? low, double? high) =>
        median < low || median > high || low > high
            ? string.Create(CultureInfo.InvariantCulture, $"its median {median:R} lies outside {interval}, {low:R} … {high:R}")
            : null;

    private static string Is(string name, double? value) =>
        string.Create(CultureInfo.InvariantCulture, $"{name} is {value:R}, which cannot be");
}
