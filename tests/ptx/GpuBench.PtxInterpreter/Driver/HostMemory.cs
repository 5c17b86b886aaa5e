using System.Runtime.InteropServices;

namespace GpuBench.PtxInterpreter.Driver;

/// <summary>Page-locked host memory: allocated by the driver, or allocated by the caller and registered.</summary>
public sealed class HostMemory : IDisposable
{
    private const nuint PageBytes = 4096;

    private readonly Dictionary<nint, long> _allocated = [];
    private readonly Dictionary<nint, long> _registered = [];

    public unsafe nint Allocate(long byteCount)
    {
        var address = (nint)NativeMemory.AlignedAlloc((nuint)byteCount, PageBytes);
        _allocated.Add(address, byteCount);
        return address;
    }

    public unsafe bool Free(nint address)
    {
        if (!_allocated.Remove(address))
            return false;

        NativeMemory.AlignedFree((void*)address);
        return true;
    }

    /// <returns>Whether no part of the range was page-locked before.</returns>
    public bool Register(nint address, long byteCount)
    {
        if (Ranges.Any(range => address < range.Key + range.Value && range.Key < address + byteCount))
            return false;

        _registered.Add(address, byteCount);
        return true;
    }

    public bool Unregister(nint address) => _registered.Remove(address);

    /// <summary>Whether the whole range is inside one page-locked range.</summary>
    public bool IsPageLocked(nint address, long byteCount) =>
        Ranges.Any(range => address >= range.Key && address + byteCount <= range.Key + range.Value);

    public void Dispose()
    {
        foreach (var address in _allocated.Keys.ToArray())
            Free(address);
        _registered.Clear();
    }

    /// <summary>Start and size of every page-locked range.</summary>
    internal IEnumerable<KeyValuePair<nint, long>> Ranges => _allocated.Concat(_registered);
}
