using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace GpuBench.Torch.Host;

/// <summary>Hints to the processor about memory that is read soon. An address that does not exist is ignored.</summary>
internal static unsafe class HostMemory
{
    /// <summary>In bytes.</summary>
    private const int CacheLine = 64;

    /// <summary>Begins to load the line of an address.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Prefetch<T>(T* address) where T : unmanaged
    {
        if (Sse.IsSupported)
            Sse.Prefetch0(address);
    }

    /// <summary>
    /// Begins to load what follows 2048 bytes later, in a pass over rows. Beyond a row, the next one follows.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void PrefetchAhead<T>(T* at) where T : unmanaged => Prefetch((byte*)at + 2048);

    /// <summary>Begins to load all lines of a row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Prefetch<T>(T* row, int length) where T : unmanaged
    {
        for (var at = 0; Sse.IsSupported && at < length; at += CacheLine / sizeof(T))
            Sse.Prefetch0(row + at);
    }
}
