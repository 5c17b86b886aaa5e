namespace GpuBench.PtxInterpreter.Memory;

/// <summary>An allocated range of global memory.</summary>
/// <remarks>The host cannot read the address by mistake, except if the buffer maps host memory.</remarks>
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

    /// <summary>One entry for each byte, not 0 if the byte holds a value. <see langword="null"/> if all bytes hold values.</summary>
    internal byte[]? Written { get; }

    /// <summary>For each 4 bytes, the number (from 1) of the last block that wrote them in this launch. Set only during checks.</summary>
    internal int[]? LastWriter { get; set; }

    /// <summary>Keeps the bytes alive if the interpreter owns them.</summary>
    internal byte[]? Owned { get; init; }

    internal bool Contains(ulong address, long byteCount) =>
        address >= Address && byteCount >= 0 && address - Address <= (ulong)ByteCount && byteCount <= ByteCount - (long)(address - Address);
}
