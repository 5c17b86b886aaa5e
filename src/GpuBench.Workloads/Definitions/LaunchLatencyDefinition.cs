using System.Diagnostics;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Trials;
using GpuBench.Measuring.Workloads;

namespace GpuBench.Workloads.Definitions;

/// <summary>
/// Launches of a nearly empty kernel: one work item stores one 32-bit word, so that a check can prove that the last launch
/// happened. The rate is launches per second; the time of one is its reciprocal.
/// </summary>
public sealed class LaunchLatencyDefinition : WorkloadDefinition
{
    /// <summary>CUDA blocks the host when about a thousand launches wait. Other drivers have similar limits.</summary>
    private const int MaxQueuedLaunches = 128;

    public static LaunchLatencyDefinition Instance { get; } = new();

    public override string Name => "launch-latency";

    public override string Description =>
        "Time to launch a nearly empty kernel, as launches per second. "
        + "enqueue is the host's time for one call. "
        + "start-to-start is the device's time from the start of one launch to the start of the next in a queue. "
        + "round-trip is the host's time from the call until the device has finished. "
        + "These are different quantities: do not compare them with each other.";

    public override IReadOnlyList<Axis> Axes { get; } =
        [Axis.OfWords("span", "time that is measured", "enqueue", "start-to-start", "round-trip")];

    public override Case Example => new(
        new Point { { "span", "round-trip" } }, DType: null, CommonConditions.Warm with { Launch = LaunchMode.Single });

    /// <summary>The span determines how launches are issued.</summary>
    public override Conditions UsualConditions(Point point) =>
        CommonConditions.Warm with { Launch = point.Word("span") == "round-trip" ? LaunchMode.Single : LaunchMode.Batch };

    public override IReadOnlyDictionary<string, NumericTriple> DTypes { get; } = new Dictionary<string, NumericTriple>();

    public override Limiter? KnownLimiter => Limiter.Latency;

    public override ValueUnit ValueUnitOf(Point point, NumericTriple? dtype) => ValueUnit.LaunchesPerSecond;

    public override WorkCount Count(Point point, NumericTriple? dtype) => new(OperationCount: 0, BytesRead: 0, BytesWritten: sizeof(uint));

    public override double BytesPerSet(Point point, NumericTriple? dtype) => sizeof(uint);

    public override HostWork HostWorkOf(Point point, NumericTriple? dtype) => new(0, 1, 0, sizeof(uint));

    public override IReadOnlyList<Case> Cases(Suite suite, DeviceInfo device) =>
    [
        .. from span in Axes[0].Words!
           let point = new Point { { "span", span } }
           select new Case(point, DType: null, UsualConditions(point)),
    ];

    /// <summary>How every engine times the launches of a point.</summary>
    public static LaunchClock ClockOf(Point point) => point.Word("span") switch
    {
        "enqueue" => (trial, device, first, count) => ByHost(trial, device, first, count, MaxQueuedLaunches, includesWait: false),
        "start-to-start" => (trial, device, first, count) => device.Time(trial, first, count),
        "round-trip" => (trial, device, first, count) => ByHost(trial, device, first, count, atOnce: 1, includesWait: true),
        var span => throw new ArgumentOutOfRangeException(nameof(point), span, "no such span"),
    };

    /// <summary>By the host's clock, <paramref name="atOnce"/> launches at a time. The device becomes idle in between.</summary>
    private static LaunchTiming ByHost(
        IPreparedTrial trial, IDevice device, int firstIndex, int launchCount, int atOnce, bool includesWait)
    {
        long enqueueTicks = 0, ticks = 0;
        for (var done = 0; done < launchCount; done += atOnce)
        {
            var begun = Stopwatch.GetTimestamp();
            for (var i = done; i < Math.Min(done + atOnce, launchCount); i++)
                trial.Launch(firstIndex + i);
            var enqueued = Stopwatch.GetTimestamp();
            device.Synchronize();
            enqueueTicks += enqueued - begun;
            ticks += (includesWait ? Stopwatch.GetTimestamp() : enqueued) - begun;
        }
        var seconds = (double)ticks / Stopwatch.Frequency;
        return new(seconds, (double)enqueueTicks / Stopwatch.Frequency) { HostSeconds = seconds };
    }
}
