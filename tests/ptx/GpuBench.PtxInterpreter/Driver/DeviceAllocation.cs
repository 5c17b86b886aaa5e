namespace GpuBench.PtxInterpreter.Driver;

/// <summary>A live piece of device memory.</summary>
/// <param name="Address">As kernels and the host's API calls see it; never an address that the host could read by mistake.</param>
/// <param name="HostPointer">Where its bytes are kept.</param>
public sealed record DeviceAllocation(ulong Address, long ByteCount, nint HostPointer)
{
    /// <summary>Not 0 for each byte that a copy, a fill or a kernel has written.</summary>
    internal byte[] Written { get; } = new byte[ByteCount];

    /// <summary>Whether the whole range lies inside.</summary>
    public bool Contains(ulong address, long byteCount) =>
        address >= Address && byteCount >= 0 && (long)(address - Address) <= ByteCount - byteCount;
}
