namespace GpuBench.Measuring.Devices;

/// <summary>What can be run on here, and what is missing and why.</summary>
public sealed record Inventory(IReadOnlyList<DeviceInfo> Devices, IReadOnlyList<MissingBackend> Missing)
{
    public static Inventory Empty { get; } = new([], []);

    public static Inventory Of(params DeviceInfo[] devices) => new(devices, []);

    public static Inventory Lacking(string engine, Backend backend, string reason, string cure) =>
        new([], [new(engine, backend, reason, cure)]);

    public Inventory And(Inventory other) => new([.. Devices, .. other.Devices], [.. Missing, .. other.Missing]);
}
