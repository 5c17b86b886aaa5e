using System.Runtime.InteropServices;

namespace GpuBench.PtxInterpreter.Driver;

/// <summary>
/// The memory of one device. It has a size limit. Addresses of allocations only increase, so a stale address never points into a newer
/// allocation.
/// </summary>
public sealed class DeviceMemory : IDisposable
{
    /// <summary>Initial byte of every allocation. It makes a kernel that relies on zeros fail here, as it may fail on a GPU.</summary>
    public const byte FillByte = 0xCD;

    // The alignment that cudaMalloc guarantees. ILGPU's vector loads rely on it.
    private const long AlignmentBytes = 256;

    // Unused addresses before the first allocation and between allocations, so an access past an end does not hit a neighbour.
    private const long GapBytes = 4096;

    private readonly List<DeviceAllocation> _allocations = [];
    private ulong _nextAddress;

    public DeviceMemory(ulong firstAddress, long capacityBytes)
    {
        _nextAddress = firstAddress + (ulong)GapBytes;
        CapacityBytes = capacityBytes;
    }

    public long CapacityBytes { get; }

    public long UsedBytes { get; private set; }

    public IReadOnlyList<DeviceAllocation> Allocations => _allocations;

    /// <returns><see langword="null"/> if the device does not have enough free memory.</returns>
    public unsafe DeviceAllocation? Allocate(long byteCount)
    {
        var reservedBytes = RoundUp(byteCount);
        if (byteCount <= 0 || reservedBytes > CapacityBytes - UsedBytes)
            return null;

        var pointer = NativeMemory.AlignedAlloc((nuint)reservedBytes, (nuint)AlignmentBytes);
        NativeMemory.Fill(pointer, (nuint)reservedBytes, FillByte);
        var allocation = new DeviceAllocation(_nextAddress, byteCount, (nint)pointer);
        _allocations.Add(allocation);
        _nextAddress += (ulong)(reservedBytes + GapBytes);
        UsedBytes += reservedBytes;
        return allocation;
    }

    /// <returns>Whether <paramref name="address"/> was the start of a live allocation.</returns>
    public bool Free(ulong address)
    {
        if (Find(address) is not { } allocation || allocation.Address != address)
            return false;

        _allocations.Remove(allocation);
        UsedBytes -= RoundUp(allocation.ByteCount);
        Release(allocation);
        return true;
    }

    /// <returns>The live allocation that holds <paramref name="address"/>.</returns>
    public DeviceAllocation? Find(ulong address)
    {
        var low = 0;
        var high = _allocations.Count - 1;
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var allocation = _allocations[middle];
            if (allocation.Contains(address, byteCount: 1))
                return allocation;
            if (address < allocation.Address)
                high = middle - 1;
            else
                low = middle + 1;
        }

        return null;
    }

    /// <summary>Frees all memory, including leaked allocations.</summary>
    public void Dispose()
    {
        _allocations.ForEach(Release);
        _allocations.Clear();
        UsedBytes = 0;
    }

    private static unsafe void Release(DeviceAllocation allocation) => NativeMemory.AlignedFree((void*)allocation.HostPointer);

    private static long RoundUp(long byteCount) => (byteCount + AlignmentBytes - 1) / AlignmentBytes * AlignmentBytes;
}
