using System.Text.Json.Serialization;
using GpuBench.Measuring.Devices;

namespace GpuBench.Measuring.Rounds;

/// <summary>
/// One cold-started measurement of a trial: buffers allocated anew, checked, warmed up, sampled, checked again.
/// </summary>
public sealed record Round : Extensible
{
    /// <summary>From 0.</summary>
    public required int Index { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Wall time of the whole round, preparation and checks included.</summary>
    public required double WallSeconds { get; init; }

    /// <summary>
    /// Of the wall time, what was neither warming up nor sampling: allocating, filling, compiling, checking. Null in files
    /// written before it was kept.
    /// </summary>
    public double? PreparationSeconds { get; init; }

    /// <summary>Seconds per launch, in the order measured.</summary>
    public required IReadOnlyList<double> SamplesSeconds { get; init; }

    public required IReadOnlyList<DiscardedSample> Discarded { get; init; }

    /// <summary>Each sample is the time of so many launches back to back, divided by their number.</summary>
    public required int LaunchesPerSample { get; init; }

    /// <summary>
    /// Median wall seconds per launch by the host's clock, from the first enqueued to the wait's end: beside the device's own
    /// time, what a program around it pays on top. Null in files written before it was kept.
    /// </summary>
    public double? HostSeconds { get; init; }

    /// <summary>
    /// Median host seconds per launch until its call returned. As long as the sample itself where calls wait for their work;
    /// on a device that works on its own, a share near 1 means that it waits for the host. Null in files written before it was kept.
    /// </summary>
    public double? EnqueueSeconds { get; init; }

    /// <summary>
    /// Of all kept samples, the one with the least host time beyond the device's: a host that is interrupted only ever reads longer, so
    /// this one tells best whether the clocks agree. Null in files written before it was kept.
    /// </summary>
    public ClockReading? ClosestSample { get; init; }

    /// <summary>
    /// A longer sample. It is taken only where <see cref="ClosestSample"/> contradicts the device's timer, and shows whether the timer is
    /// wrong or the host is busy. It is not part of the value.
    /// </summary>
    public ClockReading? LongSample { get; init; }

    /// <summary>The most memory that the trial had, in bytes; null where the engine cannot tell.</summary>
    public long? PeakMemoryBytes { get; init; }

    /// <summary>
    /// What a launch costs of a run's time: by the host's clock, whatever the device's timer says; by that where the host's is not kept.
    /// </summary>
    [JsonIgnore]
    public double LaunchSeconds => HostSeconds ?? Statistics.Median.Of(SamplesSeconds);

    public required WarmUp WarmUp { get; init; }

    public required StopReason StopReason { get; init; }

    /// <summary>Managed bytes that the engine allocated during the sample that allocated most.</summary>
    public required long AllocatedBytesPerSample { get; init; }

    public required CheckResult CheckBefore { get; init; }

    public required CheckResult CheckAfter { get; init; }

    public Telemetry? TelemetryBefore { get; init; }

    public Telemetry? TelemetryAfter { get; init; }

    /// <summary>
    /// Why clocks were reduced before or after sampling, as <see cref="Telemetry.Throttling"/>. Empty: they were not; null: no reading.
    /// </summary>
    [JsonIgnore]
    public IReadOnlyList<string>? Throttling => (TelemetryBefore?.Throttling, TelemetryAfter?.Throttling) switch
    {
        (null, null) => null,
        var (before, after) => [.. (before ?? []).Union(after ?? [])],
    };
}

/// <param name="LaunchCount">Launches before the first sample, those of the check included.</param>
/// <param name="Seconds">How long they took.</param>
/// <param name="Settled">Whether the times had stopped moving; false: the time for warming up ran out first.</param>
public sealed record WarmUp(int LaunchCount, double Seconds, bool Settled) : Extensible;

/// <summary>A sample that was taken and not used, kept with its reason.</summary>
public sealed record DiscardedSample(double Seconds, string Reason) : Extensible;
