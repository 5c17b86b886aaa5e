using System.Globalization;

namespace GpuBench.Measuring.Rounds;

/// <summary>Collects the samples of a round.</summary>
/// <param name="launchesPerSample">Launches of each sample. Times are kept per launch.</param>
/// <param name="resolutionSeconds">Resolution of the device's timer.</param>
internal sealed class SampleSet(int launchesPerSample, double resolutionSeconds)
{
    /// <summary>Chosen: garbage collections may affect several samples in a row, and do not mean that the timer is wrong.</summary>
    private const int MaxCollections = 10;

    /// <summary>Chosen: discarded samples beyond the kept ones, if the time is not over.</summary>
    private const int MaxDiscarded = 100;

    private readonly List<ClockReading> _readings = new(256);
    private int _withoutTime;
    private ClockReading _last;

    /// <summary>Seconds per launch by the device's timer.</summary>
    public List<double> Kept { get; } = new(256);

    /// <summary>Median host time of the kept samples, per launch.</summary>
    public double HostSeconds => Median(reading => reading.HostSeconds);

    /// <summary>Median host time to enqueue the kept samples, per launch.</summary>
    public double EnqueueSeconds => Median(reading => reading.EnqueueSeconds);

    /// <summary>The kept sample with the least host time beyond the device's time. For the whole sample, not per launch.</summary>
    public ClockReading Closest => _readings.MinBy(reading => reading.HostSeconds - reading.DeviceSeconds);

    public List<DiscardedSample> Discarded { get; } = [];

    public long AllocatedBytes { get; private set; }

    public StopReason StopReason { get; private set; }

    public void Add(ClockReading reading, long allocatedBytes, bool collected)
    {
        AllocatedBytes = Math.Max(AllocatedBytes, allocatedBytes);
        _last = reading;
        var seconds = reading.DeviceSeconds / launchesPerSample;
        if (!reading.HasDeviceTime)
        {
            _withoutTime++;
            Discarded.Add(new(double.IsFinite(seconds) ? seconds : 0, "the timer returned no positive time"));
        }
        else if (collected)
            Discarded.Add(new(seconds, "a garbage collection of generation 1 or 2 ran during the sample"));
        else
        {
            Kept.Add(seconds);
            _readings.Add(reading);
        }
    }

    /// <summary>
    /// Ends a round whose samples are all discarded when its share of the budget is used up. Before that, the round may go on for a number
    /// of samples.
    /// </summary>
    /// <exception cref="UnusableTimerException">Too few samples can be used.</exception>
    public void RequireUsable(int minSamples, bool isTimeOver)
    {
        var collections = Discarded.Count - _withoutTime;
        var isHopeless = Discarded.Count > MaxDiscarded + Kept.Count
            || (isTimeOver && _withoutTime >= minSamples + Kept.Count)
            || (isTimeOver && collections >= MaxCollections + minSamples + Kept.Count);
        if (isHopeless)
            throw new UnusableTimerException(string.Create(
                CultureInfo.InvariantCulture,
                $"only {Kept.Count} of {Kept.Count + Discarded.Count} samples can be used: {Discarded[^1].Reason}; "
                + $"in the last one ({launchesPerSample} launches) the device's timer read {_last.DeviceSeconds:G3} s "
                + $"and the host's clock {_last.HostSeconds:G3} s"));
    }

    public SampleSet StoppedBy(StopReason reason)
    {
        StopReason = reason;
        DiscardJumps();
        return this;
    }

    /// <summary>
    /// Discards samples in which the timer read more than the host's clock: the timer jumped. If this is half of the samples, the rate
    /// of the timer is wrong, and they are kept for the check of the row.
    /// </summary>
    private void DiscardJumps()
    {
        if (2 * _readings.Count(IsJump) >= _readings.Count)
            return;
        for (var i = _readings.Count - 1; i >= 0; i--)
        {
            if (!IsJump(_readings[i]))
                continue;
            Discarded.Add(new(Kept[i], "the timer jumped: it read longer than the host's clock around it"));
            Kept.RemoveAt(i);
            _readings.RemoveAt(i);
        }
    }

    private bool IsJump(ClockReading reading) => reading.IsLongerThanHost(resolutionSeconds);

    private double Median(Func<ClockReading, double> seconds) =>
        Statistics.Median.Of(_readings.ConvertAll(reading => seconds(reading) / launchesPerSample));
}

/// <summary>The device's timer gave no times, or too few. The trial has no rate; the device is not damaged.</summary>
public sealed class UnusableTimerException(string message) : Exception(message);
