using GpuBench.Measuring.Devices;

namespace GpuBench.Measuring.Rounds;

/// <summary>The reasons, of those that the device's sensors state, that reduce clocks against the user's will.</summary>
public static class Throttling
{
    /// <returns>Empty: there is none; null: no reading.</returns>
    public static IReadOnlyList<string>? Of(Telemetry? telemetry) =>
        telemetry?.ThrottleReasons is { } reasons ? [.. reasons.Where(ThrottleReason.IsThrottling)] : null;

    /// <returns>The reasons before or after sampling, each once. Empty: there is none; null: no reading.</returns>
    public static IReadOnlyList<string>? Of(Round round) => (Of(round.TelemetryBefore), Of(round.TelemetryAfter)) switch
    {
        (null, null) => null,
        var (before, after) => [.. (before ?? []).Union(after ?? [])],
    };
}
