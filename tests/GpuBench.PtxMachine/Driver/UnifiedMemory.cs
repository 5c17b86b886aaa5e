namespace GpuBench.PtxMachine.Driver;

/// <summary>
/// One address space over the host and all devices, as the driver has on 64-bit systems: an address alone says whose it is.
/// </summary>
public sealed class UnifiedMemory : IDisposable
{
    /// <summary>x86-64 user space ends below 2^47, so that no host pointer can look like a device address or the reverse.</summary>
    public const ulong FirstDeviceAddress = 1UL << 47;

    private const ulong AddressesPerDevice = 1UL << 42;

    public UnifiedMemory(IEnumerable<StandInDevice> devices)
    {
        Devices = [.. devices.Select((device, ordinal) => new DeviceMemory(FirstDeviceAddress + (ulong)ordinal * AddressesPerDevice, device.MemoryBytes))];
    }

    /// <summary>By ordinal.</summary>
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

    /// <summary>Finds the bytes behind an address range.</summary>
    /// <returns>
    /// Whether the range may be accessed: a device range must lie inside one live allocation. Host addresses pass, page-locked
    /// or not, since only the operating system knows them all.
    /// </returns>
    public bool TryResolve(ulong address, long byteCount, out nint hostPointer)
    {
        if (!IsDeviceAddress(address))
        {
            hostPointer = (nint)address;
            return address != 0 || byteCount == 0;
        }

        var allocation = Find(address);
        var isInside = allocation is not null && allocation.Contains(address, byteCount);
        hostPointer = isInside ? allocation!.HostPointer + (nint)(address - allocation.Address) : 0;
        return isInside;
    }

    public void Dispose()
    {
        foreach (var device in Devices)
            device.Dispose();
        Host.Dispose();
    }
}
