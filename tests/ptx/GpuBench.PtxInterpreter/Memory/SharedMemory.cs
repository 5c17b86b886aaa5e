using System.Runtime.InteropServices;
using GpuBench.PtxInterpreter.Checks;
using GpuBench.PtxInterpreter.Program;

namespace GpuBench.PtxInterpreter.Memory;

/// <summary>The shared memory of one block, with the state of its checks.</summary>
internal sealed unsafe class SharedMemory
{
    // Bytes of the widest access, so that an access at the last address stays inside the array.
    private const int Slack = 16;

    private readonly byte[] _bytes;

    public SharedMemory(int byteCount, bool byByte)
    {
        End = AddressWindows.FirstSharedAddress + byteCount;
        _bytes = GC.AllocateArray<byte>(End + Slack, pinned: true);
        Bytes = (byte*)Marshal.UnsafeAddrOfPinnedArrayElement(_bytes, 0);
        Shadow = new(End, byByte);
    }

    /// <summary>Host pointer to shared address 0.</summary>
    public byte* Bytes { get; }

    /// <summary>The address after the last byte.</summary>
    public int End { get; }

    public SharedShadow Shadow { get; }

    public void Reset(IReadOnlyList<(int Start, int ByteCount)> gaps)
    {
        _bytes.AsSpan().Fill(GlobalMemory.FillByte);
        Shadow.Reset(gaps);
    }

    public bool Contains(ulong address, long byteCount) =>
        address >= AddressWindows.FirstSharedAddress && address + (ulong)byteCount <= (ulong)End;
}
