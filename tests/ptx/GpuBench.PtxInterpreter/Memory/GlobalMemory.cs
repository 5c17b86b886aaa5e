using System.Runtime.InteropServices;
using GpuBench.PtxInterpreter.Text;

namespace GpuBench.PtxInterpreter.Memory;

/// <summary>
/// Global memory as a set of named buffers with wide gaps between them, so that an access past an end reaches no buffer.
/// </summary>
/// <remarks>Not thread-safe. A launch reads the set of buffers while it runs.</remarks>
public sealed unsafe class GlobalMemory
{
    /// <summary>Initial byte of new memory. It makes a kernel that relies on zeros fail.</summary>
    public const byte FillByte = 0xCD;

    // No user-space pointer of a 64-bit system is in this range.
    private const ulong FirstAddress = 1UL << 56;
    private const ulong GapBytes = 64 * 1024;
    private const ulong AlignmentBytes = 512;

    private readonly SortedList<ulong, GlobalBuffer> _buffers = [];
    private readonly Dictionary<PtxVariable, GlobalBuffer> _variables = new(ReferenceEqualityComparer.Instance);
    private ulong _nextAddress = FirstAddress;

    internal IEnumerable<GlobalBuffer> Buffers => _buffers.Values;

    /// <summary>A buffer that starts with <paramref name="data"/>.</summary>
    public GlobalBuffer Allocate<T>(ReadOnlySpan<T> data, string name = "")
        where T : unmanaged
    {
        var source = MemoryMarshal.AsBytes(data);
        var buffer = Add(source.Length, name, written: null);
        source.CopyTo(new Span<byte>(buffer.Bytes, source.Length));
        return buffer;
    }

    /// <inheritdoc cref="Allocate{T}(ReadOnlySpan{T}, string)"/>
    public GlobalBuffer Allocate<T>(T[] data, string name = "")
        where T : unmanaged =>
        Allocate((ReadOnlySpan<T>)data, name);

    /// <summary>A buffer whose bytes count as unwritten.</summary>
    public GlobalBuffer Allocate(long byteCount, string name = "") => Add(byteCount, name, new byte[byteCount]);

    /// <summary>The buffer's bytes. Unwritten bytes hold <see cref="FillByte"/>.</summary>
    public T[] Read<T>(GlobalBuffer buffer)
        where T : unmanaged =>
        MemoryMarshal.Cast<byte, T>(new ReadOnlySpan<byte>(buffer.Bytes, checked((int)buffer.ByteCount))).ToArray();

    /// <summary>Writes from the start of the buffer, as a copy from the host would.</summary>
    public void Write<T>(GlobalBuffer buffer, ReadOnlySpan<T> data)
        where T : unmanaged
    {
        var source = MemoryMarshal.AsBytes(data);
        source.CopyTo(new Span<byte>(buffer.Bytes, checked((int)buffer.ByteCount)));
        buffer.Written.AsSpan(0, buffer.Written is null ? 0 : source.Length).Fill(1);
    }

    /// <returns>Whether <paramref name="buffer"/> was live.</returns>
    public bool Free(GlobalBuffer buffer) => _buffers.Remove(buffer.Address);

    /// <summary>Makes memory with another owner visible to kernels at its own address.</summary>
    /// <param name="written">One byte for each byte of the buffer: nonzero if it holds a value. Null if all bytes hold values.</param>
    internal GlobalBuffer Map(ulong address, long byteCount, string name, byte* bytes, byte[]? written)
    {
        var buffer = new GlobalBuffer(address, byteCount, name, bytes, written);
        _buffers[address] = buffer;
        return buffer;
    }

    /// <summary>The buffer of a module's variable. The first call allocates it; later calls return the same buffer.</summary>
    internal GlobalBuffer Of(PtxVariable variable)
    {
        if (_variables.TryGetValue(variable, out var buffer) && _buffers.ContainsKey(buffer.Address))
            return buffer;

        // Variables without an initializer are zero at the start.
        buffer = Allocate<byte>(variable.InitialBytes ?? new byte[variable.ByteCount], variable.Name);
        _variables[variable] = buffer;
        return buffer;
    }

    internal GlobalBuffer? Find(ulong address)
    {
        var addresses = _buffers.Keys;
        var low = 0;
        var high = addresses.Count - 1;
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (addresses[middle] <= address)
                low = middle + 1;
            else
                high = middle - 1;
        }

        return high >= 0 && _buffers.Values[high].Contains(address, byteCount: 1) ? _buffers.Values[high] : null;
    }

    /// <summary>Describes the location of an address outside every buffer.</summary>
    internal string Describe(ulong address)
    {
        var nearest = _buffers.Values.MinBy(buffer => address < buffer.Address ? buffer.Address - address : address - buffer.Address);
        if (nearest is null)
            return $"global address 0x{address:x}";

        var distance = address < nearest.Address
            ? $"{nearest.Address - address} bytes before"
            : $"{address - nearest.Address - (ulong)nearest.ByteCount} bytes after";
        return $"global address 0x{address:x} is {distance} buffer '{nearest.Name}' ({nearest.ByteCount} bytes)";
    }

    private GlobalBuffer Add(long byteCount, string name, byte[]? written)
    {
        // The array is pinned. It has room for the widest access, so an empty buffer also has an address.
        var owned = GC.AllocateArray<byte>((int)Math.Max(byteCount, 16), pinned: true);
        owned.AsSpan().Fill(FillByte);
        var start = (byte*)Marshal.UnsafeAddrOfPinnedArrayElement(owned, 0);
        var buffer = new GlobalBuffer(_nextAddress, byteCount, name, start, written) { Owned = owned };
        _buffers.Add(buffer.Address, buffer);
        _nextAddress += ((ulong)byteCount + GapBytes + AlignmentBytes - 1) / AlignmentBytes * AlignmentBytes;
        return buffer;
    }
}
