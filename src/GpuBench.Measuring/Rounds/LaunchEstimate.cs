using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Statistics;

namespace GpuBench.Measuring.Rounds;

/// <summary>
/// What a round reckons with for one launch. The device's timer says it as long as the host's clock can believe it: a timer that is
/// wrong must not decide how many launches make a sample, or whether a trial fits its time.
/// </summary>
internal sealed class LaunchEstimate(DeviceTimer timer)
{
    /// <summary>
    /// A host that is interrupted reads longer than the launch took; readings of a right timer are rarely a quarter of its.
    /// </summary>
    private const double HostSlack = 4;

    /// <summary>An overhead that was measured while the machine was busy may be longer than a short launch takes in all.</summary>
    private const double MinShare = 0.1;

    private readonly double _overheadSeconds = timer.HostOverheadSeconds ?? 0;
    private double _minHostSeconds = double.PositiveInfinity;

    /// <summary>Whether the last estimate rests on the host's clock, because the device's timer read less than it can believe.</summary>
    public bool IsByHost { get; private set; }

    /// <param name="launchCount">Launches that <paramref name="reading"/> is of.</param>
    /// <returns>Seconds per launch, above zero unless both clocks read nothing.</returns>
    public double Of(ClockReading reading, int launchCount)
    {
        var host = reading.HostSeconds / launchCount;
        var withoutOverhead = Math.Max(MinShare * reading.HostSeconds, reading.HostSeconds - _overheadSeconds);
        _minHostSeconds = Math.Min(_minHostSeconds, withoutOverhead / launchCount);
        var most = Math.Min(DeviceSecondsOf(reading) / launchCount, host);
        var least = Math.Min(_minHostSeconds / HostSlack, host);
        IsByHost = least > most;
        return Math.Max(least, most);
    }

    /// <summary>
    /// A launch may be too short for the timer. Where it takes long by the host's clock, a timer that reads nothing is broken.
    /// </summary>
    private double DeviceSecondsOf(ClockReading reading) => reading.HasDeviceTime ? reading.DeviceSeconds
        : reading.HostSeconds > RoundPlan.SampleSeconds(timer) ? reading.HostSeconds
        : 0;
}

/// <summary>
/// Tells when warming up has done its work: the medians of the last two windows of launches differ by less than 2 %.
/// A fixed number of warm-up launches is either too few (clocks still rising) or a waste.
/// </summary>
public sealed class Settling
{
    private const int Window = 4;
    private const double Tolerance = 0.02;
    private readonly List<double> _seconds = [];

    public void Add(double launchSeconds) => _seconds.Add(launchSeconds);

    public bool Settled
    {
        get
        {
            if (_seconds.Count < 2 * Window)
                return false;
            var earlier = Median.Of(_seconds.GetRange(_seconds.Count - 2 * Window, Window));
            var later = Median.Of(_seconds.GetRange(_seconds.Count - Window, Window));
            return Math.Abs(later / earlier - 1) < Tolerance;
        }
    }
}
