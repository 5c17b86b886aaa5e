using ILGPU.IR.Intrinsics;

namespace GpuBench.KernelChecks.Warpgroups;

/// <summary>
/// What a kernel for Hopper needs beyond C#: tensor copies that report to a barrier in memory, and products of a warpgroup. The
/// bodies never run.
/// </summary>
public static class WarpgroupIntrinsics
{
    /// <summary>A barrier in shared memory that <paramref name="count"/> arrivals complete, made known to the copy engine.</summary>
    [IntrinsicImplementation]
    public static void InitializeBarrier(uint barrier, uint count)
    {
    }

    /// <summary>Arrives, and announces bytes that copies will bring.</summary>
    [IntrinsicImplementation]
    public static void ExpectBytes(uint barrier, uint byteCount)
    {
    }

    /// <summary>Begins the copy of the box at (x, y) of a tensor map.</summary>
    [IntrinsicImplementation]
    public static void CopyBox(uint target, long tensorMap, int x, int y, uint barrier)
    {
    }

    /// <summary>Waits until the phase of that parity is complete.</summary>
    [IntrinsicImplementation]
    public static void WaitForPhase(uint barrier, uint parity)
    {
    }

    /// <summary>
    /// c + a·b of 64x64 by 64x8 elements, and a barrier for all: in one text, as the compiler moves results across barriers of its own.
    /// </summary>
    [IntrinsicImplementation]
    public static Accumulator MultiplyTile(Accumulator c, ulong a, ulong b) => c;
}
