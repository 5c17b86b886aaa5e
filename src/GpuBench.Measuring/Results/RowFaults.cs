using System.Globalization;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Rounds;
using GpuBench.Measuring.Trials;
using GpuBench.Measuring.Workloads;

namespace GpuBench.Measuring.Results;

/// <summary>What in a row contradicts the rest of it, or cannot be: it makes a row with a value suspect.</summary>
internal static class RowFaults
{
    /// <summary>Statistics read back may differ from those stored by no more than rounding.</summary>
    private const double Tolerance = 1e-9;

    /// <returns>A row that was read, suspect where it has a fault. Rows that were not measured stay as they are.</returns>
    public static ResultRow MakeSuspect(ResultRow row, IReadOnlyList<WorkloadDefinition> workloads) =>
        (row.Status is TrialStatus.Ok or TrialStatus.Suspect) && Fault(row, workloads) is { } fault ? Suspect(row, fault) : row;

    /// <returns>The row with the outcome, suspect where the device's timer disagrees with the host's clock.</returns>
    public static ResultRow OfClock(ResultRow row, DeviceTimer? timer)
    {
        if (row.Status != TrialStatus.Ok)
            return row;
        var check = ClockCheck.Of(row.Rounds, timer) is { } judged ? judged with { Unknown = row.ClockCheck?.Unknown } : row.ClockCheck;
        var isChecked = row with { ClockCheck = check };
        return check?.Outcome == ClockOutcome.Disagrees ? Suspect(isChecked, check.Reason) : isChecked;
    }

    private static string? Fault(ResultRow row, IReadOnlyList<WorkloadDefinition> workloads) =>
        ImpossibleReadings.Of(row) ?? WorkCheck.Of(row, workloads) ?? WrongStatistics(row);

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

    private static bool Same(double? computed, double? stored) =>
        computed is null || stored is null
            ? computed is null && stored is null
            : double.IsFinite(computed.Value) && Math.Abs(computed.Value - stored.Value) <= Tolerance * Math.Abs(computed.Value);

    /// <summary>Files from before the field was kept do not have it.</summary>
    private static bool SameIfStored(double computed, double? stored) => stored is null || Same(computed, stored);

    /// <summary>A row may be suspect for two reasons; one that it was read with is not said twice.</summary>
    private static ResultRow Suspect(ResultRow row, string reason) => row with
    {
        Status = TrialStatus.Suspect,
        Reason = row.Reason is not { Length: > 0 } earlier ? reason
            : earlier.Contains(reason, StringComparison.Ordinal) ? earlier
            : $"{earlier}; {reason}",
    };
}

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

/// <summary>Counts a row's work anew from its point: a rate is made of it, so a wrong count is a wrong rate.</summary>
internal static class WorkCheck
{
    /// <summary>Counts are exact up to 2^53; JSON keeps them so.</summary>
    private const double Tolerance = 1e-9;

    /// <returns>
    /// What does not match, in words; null where everything does, and for a workload that is not among <paramref name="workloads"/>
    /// or counted by another convention than its own.
    /// </returns>
    public static string? Of(ResultRow row, IReadOnlyList<WorkloadDefinition> workloads) =>
        workloads.FirstOrDefault(workload => workload.Name == row.Workload) is { } workload ? Of(row, workload) : null;

    private static string? Of(ResultRow row, WorkloadDefinition workload)
    {
        if ((workload.FaultOf(row.Point) ?? workload.FaultOf(row.DType)) is { } fault)
            return $"{row.Point} is no point of {row.Workload} ({fault.TrimEnd('.')})";
        try
        {
            var unit = workload.ValueUnitOf(row.Point, row.DType);
            if (unit != row.ValueUnit)
                return $"its rate is in {row.ValueUnit.Text()}, that of {row.Workload} is in {unit.Text()}";
            var counted = workload.Count(row.Point, row.DType);
            return workload.ConventionOf(row.Point) == row.FlopConvention
                ? Differs("operationCount", row.Work.OperationCount, counted.OperationCount)
                    ?? Differs("bytesRead", row.Work.BytesRead, counted.BytesRead)
                    ?? Differs("bytesWritten", row.Work.BytesWritten, counted.BytesWritten)
                    ?? Differs("tokenCount", row.Work.TokenCount, counted.TokenCount)
                : null;
        }
        catch (OverflowException)
        {
            return $"{row.Point} is no point of {row.Workload} (its work is beyond 64 bits)";
        }
    }

    private static string? Differs(string name, double stored, double counted) =>
        Math.Abs(counted - stored) <= Tolerance * Math.Abs(counted)
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"its work.{name} is {stored:R}, its point makes {counted:R}");
}
