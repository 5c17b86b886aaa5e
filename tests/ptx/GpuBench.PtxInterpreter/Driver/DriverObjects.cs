namespace GpuBench.PtxInterpreter.Driver;

/// <summary>The object of a context handle.</summary>
internal sealed record DriverContext(int DeviceOrdinal)
{
    public HashSet<DriverContext> Peers { get; } = new(ReferenceEqualityComparer.Instance);
}

/// <summary>The object of a stream handle. It has no state, because all work is complete when its call returns.</summary>
internal sealed class DriverStream;

/// <summary>The object of an event handle.</summary>
internal sealed class DriverEvent
{
    /// <summary>Ticks of the monotonic clock. <see langword="null"/> before the first record.</summary>
    public long? Timestamp { get; set; }
}

internal sealed record DriverModule(string Ptx);

internal sealed record DriverFunction(DriverModule Module, PtxEntry Entry)
{
    public int MaxDynamicSharedBytes { get; set; } = FakeCudaDevice.DefaultSharedBytesPerBlock;
}
