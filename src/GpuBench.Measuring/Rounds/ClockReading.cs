using System.Text.Json;
using System.Text.Json.Serialization;

namespace GpuBench.Measuring.Rounds;

/// <summary>What the two clocks read of the same launches, in seconds for all of them together.</summary>
/// <param name="DeviceSeconds">Between the marks of the device's own timer.</param>
/// <param name="HostSeconds">By the host's clock, from before the first mark to the wait's end.</param>
/// <param name="EnqueueSeconds">Of the host's time, that from the first launch's call to the last one's return.</param>
public record struct ClockReading(double DeviceSeconds, double HostSeconds, double EnqueueSeconds)
{
    /// <summary>
    /// As of <see cref="Extensible"/>. A structure cannot inherit from it, and a class would allocate while samples are taken.
    /// </summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }

    /// <summary>
    /// Clocks of chips differ by less than a thousandth. But some drivers round the length of a tick: 80 ns instead of 83.3 is 4 %.
    /// </summary>
    public const double RateTolerance = 0.05;

    /// <summary>Readings that differ by two units of the timer's resolution are equal.</summary>
    private const double Resolutions = 2;

    /// <summary>Whether the timer said anything at all.</summary>
    [JsonIgnore]
    public readonly bool HasDeviceTime => double.IsFinite(DeviceSeconds) && DeviceSeconds > 0;

    /// <summary>Whether the device's timer read more than the host's clock around it, which cannot be.</summary>
    public readonly bool IsLongerThanHost(double resolutionSeconds) =>
        DeviceSeconds > (HostSeconds * (1 + RateTolerance)) + (Resolutions * resolutionSeconds);

    /// <summary>What the device's timer must have seen, as the host waited for nothing else. May be below zero.</summary>
    /// <param name="ofHostSeconds">What may be the host's own, beside enqueuing.</param>
    public readonly double LeastDeviceSeconds(double ofHostSeconds) =>
        (HostSeconds * (1 - RateTolerance)) - EnqueueSeconds - ofHostSeconds;

    /// <summary>By how much the device's timer saw too little; not above zero where the clocks agree.</summary>
    /// <inheritdoc cref="LeastDeviceSeconds" path="/param"/>
    public readonly double UnseenSeconds(double ofHostSeconds) => LeastDeviceSeconds(ofHostSeconds) - DeviceSeconds;

    /// <summary>
    /// Whether this sample, too, contradicts the timer. The time that a wrong timer misses grows in proportion to the sample. The time that
    /// a busy host adds stays the same. The limit is the geometric mean of both.
    /// </summary>
    /// <inheritdoc cref="LeastDeviceSeconds" path="/param"/>
    public readonly bool Confirms(ClockReading shorter, double ofHostSeconds) =>
        UnseenSeconds(ofHostSeconds) > Math.Max(0, shorter.UnseenSeconds(ofHostSeconds)) * Math.Sqrt(HostSeconds / shorter.HostSeconds);
}
