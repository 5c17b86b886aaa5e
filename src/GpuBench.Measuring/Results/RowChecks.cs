using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Trials;

namespace GpuBench.Measuring.Results;

/// <summary>What makes a row with a value suspect. Rows with another status stay as they are.</summary>
internal static class RowChecks
{
    /// <summary>Statistics read back may differ from those stored by no more than rounding.</summary>
    private const double Tolerance = 1e-9;

    /// <summary>Whether the stored statistics follow from the samples.</summary>
    public static ResultRow OfStatistics(ResultRow row)
    {
        if (row.Status != TrialStatus.Ok)
            return row;
        var computed = RowStatistics.Of(row.Rounds, row.Work.Amount(row.ValueUnit));
        if (computed is null)
            return Suspect(row, "it has a value but no samples");
        return Same(computed.Median, row.Median)
            && Same(computed.Interval.Low, row.Low) && Same(computed.Interval.High, row.High)
            && Same(computed.Prediction?.Low, row.PredictLow) && Same(computed.Prediction?.High, row.PredictHigh)
            ? row
            : Suspect(row, "its stored statistics do not follow from its samples");
    }

    /// <summary>Whether the device's timer agrees with the host's clock.</summary>
    public static ResultRow OfClock(ResultRow row, DeviceTimer? timer)
    {
        if (row.Status != TrialStatus.Ok)
            return row;
        var check = ClockCheck.Of(row.Rounds, timer);
        var isChecked = row with { ClockCheck = check };
        return check?.Outcome == ClockOutcome.Disagrees ? Suspect(isChecked, check.Reason) : isChecked;
    }

    private static bool Same(double? computed, double? stored) =>
        computed is null || stored is null
            ? computed is null && stored is null
            : double.IsFinite(computed.Value) && Math.Abs(computed.Value - stored.Value) <= Tolerance * Math.Abs(computed.Value);

    private static ResultRow Suspect(ResultRow row, string reason) =>
        row with { Status = TrialStatus.Suspect, Reason = reason };
}
