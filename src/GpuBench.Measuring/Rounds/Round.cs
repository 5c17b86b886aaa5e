using System.Text.Json.Serialization;
using GpuBench.Measuring.Devices;

namespace GpuBench.Measuring.Rounds;

/// <summary>One measurement of a trial from a cold start: allocate buffers, check, warm up, sample, check again.</summary>
public sealed record Round : Extensible
{
    /// <summary>From 0.</summary>
    public required int Index { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Wall time of the whole round, with preparation and checks.</summary>
    public required double WallSeconds { get; init; }

    /// <summary>
    /// Part of the wall time before warm-up and after sampling: allocating, filling, compiling, checking. Null in older files.
    /// </summary>
    public double? PreparationSeconds { get; init; }

    /// <summary>Seconds per launch, in the order measured.</summary>
    public required IReadOnlyList<double> SamplesSeconds { get; init; }

    public required IReadOnlyList<DiscardedSample> Discarded { get; init; }

    /// <summary>Launches back to back per sample. A sample is their time divided by their number.</summary>
    public required int LaunchesPerSample { get; init; }

    /// <summary>
    /// Median host time per launch, from the first enqueued to the end of the wait. It contains what a program pays in addition to the
    /// device's time. Null in older files.
    /// </summary>
    public double? HostSeconds { get; init; }

    /// <summary>
    /// Median host seconds per launch until its call returned. As long as the sample if calls wait for their work. On an asynchronous
    /// device, a share near 1 means that the device waits for the host. Null in older files.
    /// </summary>
    public double? EnqueueSeconds { get; init; }

    /// <summary>
    /// The kept sample with the least host time beyond the device's time. An interrupted host only reads longer, so this sample shows best
    /// whether the clocks agree. Null in older files.
    /// </summary>
    public ClockReading? ClosestSample { get; init; }

    /// <summary>
    /// A longer sample, taken only if <see cref="ClosestSample"/> contradicts the device's timer. It shows whether the timer is wrong or
    /// the host is busy. It is not part of the value.
    /// </summary>
    public ClockReading? LongSample { get; init; }

    /// <summary>Peak memory of the trial in bytes; null if the engine does not report it.</summary>
    public long? PeakMemoryBytes { get; init; }

    /// <summary>Kernels that the device runs in one launch. Absent if unknown, and in older files.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? KernelsPerLaunch { get; init; }

    /// <summary>Wall time of a launch: by the host's clock, or by the device's timer if the host's time is missing.</summary>
    [JsonIgnore]
    public double LaunchSeconds => HostSeconds ?? Statistics.Median.Of(SamplesSeconds);

    public required WarmUp WarmUp { get; init; }

    public required StopReason StopReason { get; init; }

    /// <summary>Largest number of managed bytes that the engine allocated during one sample.</summary>
    public required long AllocatedBytesPerSample { get; init; }

    public required CheckResult CheckBefore { get; init; }

    public required CheckResult CheckAfter { get; init; }

    public Telemetry? TelemetryBefore { get; init; }

    public Telemetry? TelemetryAfter { get; init; }
}

/// <summary>The warm-up of a round.</summary>
/// <param name="LaunchCount">Launches before the first sample, including those of the check.</param>
/// <param name="Seconds">Time from the end of the check to the first sample.</param>
/// <param name="Settled">Whether the times settled; false: the time for the warm-up ended first.</param>
public sealed record WarmUp(int LaunchCount, double Seconds, bool Settled) : Extensible;

/// <summary>A sample that is not used, and the reason.</summary>
public sealed record DiscardedSample(double Seconds, string Reason) : Extensible;
