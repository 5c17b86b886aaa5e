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
    public readonly bool HasDeviceTime => double.IsFinite(DeviceSeconds) && DeviceSeconds > 0;

    /// <summary>Whether the device's timer read more than the host's clock around it, which cannot be.</summary>
    public readonly bool IsLongerThanHost(double resolutionSeconds) =>
        DeviceSeconds > (HostSeconds * (1 + RateTolerance)) + (Resolutions * resolutionSeconds);
}
