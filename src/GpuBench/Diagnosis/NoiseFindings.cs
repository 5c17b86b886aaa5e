using System.Globalization;
using GpuBench.Measuring;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Journals;
using GpuBench.Measuring.Results;
using GpuBench.Measuring.Rounds;
using GpuBench.Measuring.Statistics;
using GpuBench.Measuring.Trials;
using GpuBench.Reports;

namespace GpuBench.Diagnosis;

/// <summary>What a row of <see cref="NoiseProbe"/> says of its device: the timer, and the noise of samples.</summary>
internal static class NoiseFindings
{
    /// <summary>Quiet machines stay below this. Above it, small differences cannot be measured.</summary>
    private const double NoisyFrom = 0.05;

    /// <param name="device">Null: the device could not be opened.</param>
    public static IEnumerable<Finding> Of(ResultRow row, DeviceOpened? device)
    {
        var topic = $"{row.Engine} {row.Device.Id}";
        if (device is not null)
            yield return Timer(topic, device.Timer);
        yield return row.Status == TrialStatus.Ok && Noise(row.Rounds) is { } noise
            ? Judge(topic, row, noise)
            : new(topic, Severity.Warn, $"the matmul has the status {row.Status.Text()}: {row.Reason}", "Fix this first.");
    }

    private static Finding Timer(string topic, DeviceTimer timer)
    {
        var what = $"timer {timer.Name}: resolution {Quantity.Seconds(timer.ResolutionSeconds)}, "
            + $"overhead {Quantity.Seconds(timer.OverheadSeconds)}";
        return timer.HostClockReason is { } reason
            ? new(
                topic, Severity.Note, $"{what}; not the device's own timer: {reason}",
                "Times include the host's waits. Update the driver, or use the device through another back end.")
            : new(topic, Severity.Ok, what);
    }

    /// <returns>The robust spread and the standard deviation of all samples, both relative; null with fewer than two samples.</returns>
    private static (double Robust, double Deviation, int Count)? Noise(IReadOnlyList<Round> rounds)
    {
        var samples = rounds.SelectMany(round => round.SamplesSeconds).ToList();
        return Measuring.Statistics.Noise.Robust(samples) is { } robust && Measuring.Statistics.Noise.Of(samples) is { } deviation
            ? (robust, deviation, samples.Count)
            : null;
    }

    private static Finding Judge(string topic, ResultRow row, (double Robust, double Deviation, int Count) noise)
    {
        // A value is a median, so that a few disturbed samples do not change it. The robust spread does not see them either.
        var round = row.Rounds[0];
        var sampleSeconds = Median.Of(round.SamplesSeconds) * round.LaunchesPerSample;
        var what = string.Create(
            CultureInfo.InvariantCulture,
            $"noise floor {noise.Robust:P1} (robust spread of {noise.Count} samples of {Quantity.Seconds(sampleSeconds)} "
            + $"after {Quantity.Seconds(round.WarmUp.Seconds)} of load, matmul {row.DType?.Input} {row.Point}; "
            + $"standard deviation {noise.Deviation:P1})");
        return noise.Robust < NoisyFrom
            ? new(topic, Severity.Ok, what)
            : new(topic, Severity.Warn, what, "Trust only differences well above the noise. More rounds narrow the interval.");
    }
}
