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
