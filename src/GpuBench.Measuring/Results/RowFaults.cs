using System.Globalization;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Rounds;
using GpuBench.Measuring.Trials;
using GpuBench.Measuring.Workloads;

namespace GpuBench.Measuring.Results;

/// <summary>Finds contradictions and impossible numbers in a row. They make a row with a value suspect.</summary>
internal static class RowFaults
{
    /// <summary>Relative difference by which rounding may change recomputed statistics.</summary>
    private const double Tolerance = 1e-9;

    /// <returns>The row, suspect if it has an error. Rows that were not measured stay as they are.</returns>
    public static ResultRow MakeSuspect(ResultRow row, IReadOnlyList<WorkloadDefinition> workloads) =>
        (row.Status is TrialStatus.Ok or TrialStatus.Suspect) && Fault(row, workloads) is { } fault ? Suspect(row, fault) : row;

    /// <returns>The row with its clock check, suspect if the device's timer disagrees with the host's clock.</returns>
    public static ResultRow OfClock(ResultRow row, DeviceTimer? timer)
    {
        if (row.Status != TrialStatus.Ok)
            return row;
        var check = ClockCheck.Of(row.Rounds, timer) is { } judged ? judged with { Unknown = row.ClockCheck?.Unknown } : row.ClockCheck;
        var isChecked = row with { ClockCheck = check };
        return check?.Outcome == ClockOutcome.Disagrees ? Suspect(isChecked, check.Reason) : isChecked;
    }

    private static string? Fault(ResultRow row, IReadOnlyList<WorkloadDefinition> workloads) =>
        ImpossibleReadings.Of(row) ?? WorkCheck.Of(row, workloads) ?? WrongStatistics(row)
        ?? LaunchCostCheck.Of(row);

    private static string? WrongStatistics(ResultRow row)
    {
        var computed = RowStatistics.Of(row.Rounds, row.Work.Amount(row.ValueUnit));
        if (computed is null)
            return "it has a value but no samples";
        return Same(computed.Median, row.Median)
            && Same(computed.Interval.Low, row.Low) && Same(computed.Interval.High, row.High)
            && Same(computed.Prediction?.Low, row.PredictLow) && Same(computed.Prediction?.High, row.PredictHigh)
            && SameIfStored(computed.MedianSeconds, row.MedianSeconds) && SameIfStored(computed.P95Seconds, row.P95Seconds)
            ? null
            : "its stored statistics do not follow from its samples";
    }

    /// <summary>Whether both are missing, or equal but for rounding.</summary>
    internal static bool Same(double? computed, double? stored) =>
        computed is null || stored is null
            ? computed is null && stored is null
            : double.IsFinite(computed.Value) && Math.Abs(computed.Value - stored.Value) <= Tolerance * Math.Abs(computed.Value);

    /// <summary>Older files do not have the field.</summary>
    private static bool SameIfStored(double computed, double? stored) => stored is null || Same(computed, stored);

    /// <summary>A row may be suspect for two reasons. A reason that the file has already is not added again.</summary>
    private static ResultRow Suspect(ResultRow row, string reason) => row with
    {
        Status = TrialStatus.Suspect,
        Reason = row.Reason is not { Length: > 0 } earlier ? reason
            : earlier.Contains(reason, StringComparison.Ordinal) ? earlier
            : $"{earlier}; {reason}",
    };
}

/// <summary>Finds numbers that no measurement gives, on any device: the file was edited, or a reading is invalid.</summary>
internal static class ImpossibleReadings
{
    /// <summary>Chosen: ten times the clock of any device. Drivers report an unknown clock with all bits set.</summary>
    private const double MaxHertz = 1e11;

    /// <returns>The first impossible number, in words; null: none.</returns>
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
        Of(row.LaunchCost),
        NotPositive("its device's count", row.Device.Count),
        NotPositive("setCount", row.SetCount),
        NotPositive("the work that its rate counts", row.Median is null ? null : row.Work.Amount(row.ValueUnit)),
        Negative("noise", row.Noise),
        Negative("work.operationCount", row.Work.OperationCount),
        Negative("work.bytesRead", row.Work.BytesRead),
        Negative("work.bytesWritten", row.Work.BytesWritten),
        Negative("work.tokenCount", row.Work.TokenCount));

    private static string? Of(LaunchCost? cost) => cost is null ? null : First(
        NotPositive("launchCost.p50Seconds", cost.P50Seconds),
        NotPositive("launchCost.hostSeconds", cost.HostSeconds),
        NotPositive("launchCost.enqueueSeconds", cost.EnqueueSeconds),
        NotPositive("launchCost.joules", cost.Joules),
        NotPositive("launchCost.joulesPerToken", cost.JoulesPerToken),
        NotPositive("launchCost.kernels", cost.Kernels),
        Negative("launchCost.peakMemoryBytes", cost.PeakMemoryBytes),
        Above("launchCost.p50Seconds", cost.P50Seconds, "p95Seconds", cost.P95Seconds),
        Above("launchCost.p95Seconds", cost.P95Seconds, "p99Seconds", cost.P99Seconds));

    private static string? Of(Round round) => In(round, First(
        NotPositive("a sample", round.SamplesSeconds.Count == 0 ? null : round.SamplesSeconds.Min()),
        NotPositive("launchesPerSample", round.LaunchesPerSample),
        NotPositive("hostSeconds", round.HostSeconds),
        Negative("wallSeconds", round.WallSeconds),
        Negative("preparationSeconds", round.PreparationSeconds),
        Negative("enqueueSeconds", round.EnqueueSeconds),
        Negative("peakMemoryBytes", round.PeakMemoryBytes),
        NotPositive("kernelsPerLaunch", round.KernelsPerLaunch),
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

    private static string? NotAClock(string name, double? value) => value is <= 0 or > MaxHertz ? Is(name, value) : null;

    private static string? Outside(string interval, double? median, double? low, double? high) =>
        median < low || median > high || low > high
            ? string.Create(CultureInfo.InvariantCulture, $"its median {median:R} lies outside {interval}, {low:R} … {high:R}")
            : null;

    private static string? Above(string name, double? value, string limitName, double? limit) => value > limit
        ? string.Create(CultureInfo.InvariantCulture, $"{name} is {value:R}, above {limitName}, {limit:R}, which is impossible")
        : null;

    private static string Is(string name, double? value) =>
        string.Create(CultureInfo.InvariantCulture, $"{name} is {value:R}, which is impossible");
}

/// <summary>Counts the work of a row again from its point: a wrong count gives a wrong rate.</summary>
internal static class WorkCheck
{
    /// <summary>Relative. Counts are exact up to 2^53, and JSON keeps them exact.</summary>
    private const double Tolerance = 1e-9;

    /// <returns>
    /// The difference, in words. Null: there is none, or the workload is not among <paramref name="workloads"/>.
    /// </returns>
    public static string? Of(ResultRow row, IReadOnlyList<WorkloadDefinition> workloads) =>
        workloads.FirstOrDefault(workload => workload.Name == row.Workload) is { } workload ? Of(row, workload) : null;

    private static string? Of(ResultRow row, WorkloadDefinition workload)
    {
        if ((workload.FaultOf(row.Point) ?? workload.FaultOf(row.DType)) is { } fault)
            return $"{row.Point} is not a point of {row.Workload} ({fault.TrimEnd('.')})";
        try
        {
            var unit = workload.ValueUnitOf(row.Point, row.DType);
            if (unit != row.ValueUnit)
                return $"its rate is in {row.ValueUnit.Text()}, but that of {row.Workload} is in {unit.Text()}";
            return workload.CountIn(row.FlopConvention, row.Point, row.DType) is { } counted
                ? Differs("operationCount", row.Work.OperationCount, counted.OperationCount)
                    ?? Differs("bytesRead", row.Work.BytesRead, counted.BytesRead)
                    ?? Differs("bytesWritten", row.Work.BytesWritten, counted.BytesWritten)
                    ?? Differs("tokenCount", row.Work.TokenCount, counted.TokenCount)
                : $"its point cannot be counted as {row.FlopConvention?.Text() ?? "no convention"}";
        }
        catch (OverflowException)
        {
            return $"{row.Point} is not a point of {row.Workload} (its work is beyond 64 bits)";
        }
    }

    private static string? Differs(string name, double stored, double counted) =>
        Math.Abs(counted - stored) <= Tolerance * Math.Abs(counted)
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"its work.{name} is {stored:R}, but its point gives {counted:R}");
}
