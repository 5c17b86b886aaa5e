using System.Runtime.InteropServices;

namespace GpuBench.Torch.Host;

/// <summary>Scratch memory at a fixed address, kept between calls. Not thread-safe.</summary>
internal sealed unsafe class HostWorkspace
{
    /// <summary>In bytes: a vector of 512 bits does not cross it.</summary>
    private const int Alignment = 64;

    private float[] _memory = [];

    /// <summary>Memory of undefined content, on a boundary of 64 bytes, valid until the next call.</summary>
    public float* Reserve(long length)
    {
        var needed = length + (Alignment / sizeof(float));
        if (_memory.Length < needed)
            _memory = GC.AllocateUninitializedArray<float>(checked((int)needed), pinned: true);
        var first = Marshal.UnsafeAddrOfPinnedArrayElement(_memory, 0);
        return (float*)((first + Alignment - 1) & ~(nint)(Alignment - 1));
    }
}
