namespace GpuBench.PtxInterpreter.Driver;

/// <summary>What a context handle stands for.</summary>
internal sealed record DriverContext(int DeviceOrdinal)
{
    public HashSet<DriverContext> Peers { get; } = new(ReferenceEqualityComparer.Instance);
}

/// <summary>What a stream handle stands for; all work is done when its call returns, so a stream has no state.</summary>
internal sealed class DriverStream;

/// <summary>What an event handle stands for.</summary>
internal sealed class DriverEvent
{
    /// <summary>Ticks of the monotonic clock; <see langword="null"/> before the first record.</summary>
    public long? Timestamp { get; set; }
}

internal sealed record DriverModule(string Ptx);

internal sealed record DriverFunction(DriverModule Module, PtxEntry Entry)
{
    public int MaxDynamicSharedBytes { get; set; } = FakeCudaDevice.DefaultSharedBytesPerBlock;
}
