using System.Text.Json.Serialization;

namespace GpuBench.Measuring.Devices;

/// <summary>One engine on one programming interface.</summary>
public interface IBackend
{
    string Engine { get; }

    Backend Backend { get; }

    /// <summary>Lists devices. An expected defect (no driver, an old runtime) becomes a missing back end, not an exception.</summary>
    Inventory Discover();

    /// <param name="device">A device that <see cref="Discover"/> listed.</param>
    IDevice Open(DeviceInfo device);

    /// <summary>Explains an exception of the engine: code, call and remedy, as far as known. Null: only its message is known.</summary>
    string? Explain(Exception cause) => null;
}

/// <summary>The devices of this machine, and the missing back ends with reasons.</summary>
public sealed record Inventory(IReadOnlyList<DeviceInfo> Devices, IReadOnlyList<MissingBackend> Missing)
{
    public static Inventory Empty { get; } = new([], []);

    public static Inventory Of(params DeviceInfo[] devices) => new(devices, []);

    public static Inventory Lacking(string engine, Backend backend, string reason, string remedy) =>
        new([], [new(engine, backend, reason, remedy)]);

    public Inventory And(Inventory other) => new([.. Devices, .. other.Devices], [.. Missing, .. other.Missing]);
}

/// <summary>A back end without a device on this machine.</summary>
/// <param name="Reason">The defect, in a sentence.</param>
/// <param name="Remedy">The remedy, in a sentence.</param>
public sealed record MissingBackend(
    string Engine, Backend Backend, string Reason, [property: JsonPropertyName("cure")] string Remedy) : Extensible;
