namespace GpuBench.PtxInterpreter.Driver;

/// <summary>
/// One address space for the host and all devices, as on 64-bit systems with the real driver. The address alone identifies the owner.
/// </summary>
public sealed class UnifiedMemory : IDisposable
{
    /// <summary>x86-64 user space ends below 2^47, so host pointers and device addresses never overlap.</summary>
    public const ulong FirstDeviceAddress = 1UL << 47;

    private const ulong AddressesPerDevice = 1UL << 42;

    public UnifiedMemory(IEnumerable<FakeCudaDevice> devices)
    {
        Devices = [.. devices.Select((device, ordinal) => new DeviceMemory(FirstAddressOf(ordinal), device.MemoryBytes))];
    }

    /// <summary>Devices by ordinal.</summary>
    public IReadOnlyList<DeviceMemory> Devices { get; }

    public HostMemory Host { get; } = new();

    public static bool IsDeviceAddress(ulong address) => address >= FirstDeviceAddress;

    /// <returns>The live allocation of any device that holds <paramref name="address"/>.</returns>
    public DeviceAllocation? Find(ulong address)
    {
        if (!IsDeviceAddress(address))
            return null;

        var ordinal = (address - FirstDeviceAddress) / AddressesPerDevice;
        return ordinal < (ulong)Devices.Count ? Devices[(int)ordinal].Find(address) : null;
    }

    /// <summary>Finds the host bytes of a range that a kernel may access.</summary>
    /// <returns>Whether the range lies inside one live device allocation, or inside page-locked host memory.</returns>
    public bool TryResolve(ulong address, long byteCount, out nint hostPointer)
    {
        if (!IsDeviceAddress(address))
        {
            hostPointer = (nint)address;
            return Host.IsPageLocked(hostPointer, byteCount);
        }

        var allocation = Find(address);
        var isInside = allocation is not null && allocation.Contains(address, byteCount);
        hostPointer = isInside ? allocation!.HostPointer + (nint)(address - allocation.Address) : 0;
        return isInside;
    }

    /// <summary>Finds the host bytes of a range for a host copy. Pageable memory, which the driver does not track, is allowed.</summary>
    public bool TryResolveForCopy(ulong address, long byteCount, out nint hostPointer)
    {
        if (IsDeviceAddress(address))
            return TryResolve(address, byteCount, out hostPointer);

        hostPointer = (nint)address;
        return address != 0;
    }

    /// <summary>Records that the range holds values. Memory outside the devices always counts as holding values.</summary>
    internal void MarkWritten(ulong address, long byteCount) => WrittenOf(address, byteCount).Fill(1);

    /// <summary>Records that the bytes of the target hold values if the bytes of the source hold values.</summary>
    internal void CopyWritten(ulong target, ulong source, long byteCount)
    {
        if (Find(source) is not null)
            WrittenOf(source, byteCount).CopyTo(WrittenOf(target, byteCount));
        else
            MarkWritten(target, byteCount);
    }

    private Span<byte> WrittenOf(ulong address, long byteCount) =>
        Find(address) is { } allocation ? allocation.Written.AsSpan((int)(address - allocation.Address), (int)byteCount) : [];

    public void Dispose()
    {
        foreach (var device in Devices)
            device.Dispose();
        Host.Dispose();
    }

    private static ulong FirstAddressOf(int ordinal) => FirstDeviceAddress + (ulong)ordinal * AddressesPerDevice;
}
