using GpuBench.Measuring.Devices;

namespace GpuBench.Measuring.Rounds;

/// <summary>
/// The time of one launch, by both clocks. The device's timer counts as long as the host's clock does not contradict it. A wrong timer
/// must not decide how many launches make a sample, or whether a trial fits its time.
/// </summary>
internal sealed class MeasuredLaunchTime(DeviceTimer timer)
{
    /// <summary>
    /// Chosen: an interrupted host reads longer, but a correct timer rarely reads less than a quarter of the host's time.
    /// </summary>
    private const double HostSlack = 4;

    /// <summary>Chosen: a tenth of the host time remains. An overhead measured on a busy machine may exceed a short launch.</summary>
    private const double MinShare = 0.1;

    private readonly double _overheadSeconds = timer.HostOverheadSeconds ?? 0;
    private double _minHostSeconds = double.PositiveInfinity;

    /// <summary>Whether the last estimate is from the host's clock, because the device's timer read too little.</summary>
    public bool IsByHost { get; private set; }

    /// <param name="launchCount">Launches in <paramref name="reading"/>.</param>
    /// <returns>Seconds per launch, above zero unless both clocks read zero.</returns>
    public double Of(ClockReading reading, int launchCount)
    {
        var host = reading.HostSeconds / launchCount;
        var withoutOverhead = Math.Max(MinShare * reading.HostSeconds, reading.HostSeconds - _overheadSeconds);
        _minHostSeconds = Math.Min(_minHostSeconds, withoutOverhead / launchCount);
        var upper = Math.Min(DeviceSecondsOf(reading) / launchCount, host);
        var lower = Math.Min(_minHostSeconds / HostSlack, host);
        IsByHost = lower > upper;
        return Math.Max(lower, upper);
    }

    /// <summary>A launch may be too short for the timer. If the host's time is long, a timer that reads zero is broken.</summary>
    private double DeviceSecondsOf(ClockReading reading) => reading.HasDeviceTime ? reading.DeviceSeconds
        : reading.HostSeconds > RoundPlan.SampleSeconds(timer) ? reading.HostSeconds
        : 0;
}
