namespace GpuBench.PtxInterpreter.Memory;

/// <summary>A live piece of global memory.</summary>
/// <remarks>The address is one that the host could not read by mistake.</remarks>
public sealed unsafe class GlobalBuffer
{
    internal GlobalBuffer(ulong address, long byteCount, string name, byte* bytes, byte[]? written)
    {
        Address = address;
        ByteCount = byteCount;
        Name = name;
        Bytes = bytes;
        Written = written;
    }

    public ulong Address { get; }

    public long ByteCount { get; }

    public string Name { get; }

    internal byte* Bytes { get; }

    /// <summary>Not 0 for each byte that holds a value; <see langword="null"/> when all do.</summary>
    internal byte[]? Written { get; }

    /// <summary>For each 4 bytes the number of the block that last wrote them in this launch, from 1; only while checks run.</summary>
    internal int[]? LastWriter { get; set; }

    /// <summary>Keeps the bytes alive where the interpreter owns them.</summary>
    internal byte[]? Owned { get; init; }

    internal bool Contains(ulong address, long byteCount) =>
        address >= Address && byteCount >= 0 && address - Address <= (ulong)ByteCount && byteCount <= ByteCount - (long)(address - Address);
}
