using System.Text.Json.Serialization;

namespace GpuBench.Measuring.Devices;

/// <summary>One engine on one programming interface.</summary>
public interface IBackend
{
    string Engine { get; }

    Backend Backend { get; }

    /// <summary>Lists devices. What a lab will meet (no driver, an old runtime) is a missing back end, not an exception.</summary>
    Inventory Discover();

    /// <param name="device">One that <see cref="Discover"/> listed.</param>
    IDevice Open(DeviceInfo device);

    /// <summary>
    /// What an exception of the engine means: code, call and remedy, as far as they are known. Null: nothing beyond its message.
    /// </summary>
    string? Explain(Exception cause) => null;
}

/// <summary>What can be run on here, and what is missing and why.</summary>
public sealed record Inventory(IReadOnlyList<DeviceInfo> Devices, IReadOnlyList<MissingBackend> Missing)
{
    public static Inventory Empty { get; } = new([], []);

    public static Inventory Of(params DeviceInfo[] devices) => new(devices, []);

    public static Inventory Lacking(string engine, Backend backend, string reason, string cure) =>
        new([], [new(engine, backend, reason, cure)]);

    public Inventory And(Inventory other) => new([.. Devices, .. other.Devices], [.. Missing, .. other.Missing]);
}

/// <summary>A back end that offers no device here.</summary>
/// <param name="Reason">What was found, in a sentence.</param>
/// <param name="Remedy">What to do about it, in a sentence.</param>
public sealed record MissingBackend(
    string Engine, Backend Backend, string Reason, [property: JsonPropertyName("cure")] string Remedy) : Extensible;
