namespace GpuBench.Measuring.Rounds;

/// <summary>The samples of a round as they are taken.</summary>
internal sealed class SampleSet
{
    public List<double> Kept { get; } = new(256);

    /// <summary>The host's time for each kept sample.</summary>
    public List<double> HostSeconds { get; } = new(256);

    /// <summary>The host's time to enqueue each kept sample.</summary>
    public List<double> EnqueueSeconds { get; } = new(256);

    public List<DiscardedSample> Discarded { get; } = [];

    public long AllocatedBytes { get; private set; }

    public StopReason StopReason { get; private set; }

    public void Add(double seconds, double enqueueSeconds, double hostSeconds, long allocatedBytes, bool collected)
    {
        AllocatedBytes = Math.Max(AllocatedBytes, allocatedBytes);
        if (collected)
            Discarded.Add(new(seconds, "a garbage collection of generation 1 or 2 ran meanwhile"));
        else if (seconds <= 0 || !double.IsFinite(seconds))
            Discarded.Add(new(double.IsFinite(seconds) ? seconds : 0, "the timer returned no positive time"));
        else
        {
            Kept.Add(seconds);
            HostSeconds.Add(hostSeconds);
            EnqueueSeconds.Add(enqueueSeconds);
        }
        if (Discarded.Count > 100 + Kept.Count)
            throw new InvalidOperationException($"no usable samples: {Discarded[^1].Reason}");
    }

    public SampleSet StoppedBy(StopReason reason)
    {
        StopReason = reason;
        return this;
    }
}
