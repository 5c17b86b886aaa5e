namespace GpuBench.Measuring.Rounds;

/// <summary>Wall time since it was started, by a clock that a simulation may replace. Reading it allocates nothing.</summary>
public sealed class WallClock
{
    private readonly TimeProvider _time;
    private readonly long _started;

    private WallClock(TimeProvider time) => (_time, _started) = (time, time.GetTimestamp());

    public static WallClock Start(TimeProvider time) => new(time);

    public double Seconds => _time.GetElapsedTime(_started).TotalSeconds;
}
