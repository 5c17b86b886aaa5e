namespace GpuBench.PtxInterpreter.Driver;

/// <summary>An allocated range of device memory.</summary>
/// <param name="Address">Address in kernels and in the host's API calls. The host cannot read this address by mistake.</param>
/// <param name="HostPointer">Host address of the bytes.</param>
public sealed record DeviceAllocation(ulong Address, long ByteCount, nint HostPointer)
{
    /// <summary>One entry for each byte, not 0 if a copy, a fill or a kernel has written the byte.</summary>
    internal byte[] Written { get; } = new byte[ByteCount];

    /// <summary>Whether the whole range is inside the allocation.</summary>
    public bool Contains(ulong address, long byteCount) =>
        address >= Address && byteCount >= 0 && (long)(address - Address) <= ByteCount - byteCount;
}
