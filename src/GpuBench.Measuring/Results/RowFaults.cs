using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Trials;

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
